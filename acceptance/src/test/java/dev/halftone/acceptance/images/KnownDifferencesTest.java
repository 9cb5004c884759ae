package dev.halftone.acceptance.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.imaging.ImageBytes;
import org.junit.jupiter.api.Test;

/// The table of differences: files, paths and reasons.
class KnownDifferencesTest {
    private static final CorpusFile FILE = CorpusFile.of("JPEG, odd", new ImageBytes(new byte[0]));

    @Test
    void readsPathsOfEachFile() {
        var differences = KnownDifferences.parse("# a comment\nJPEG, odd\tkeep, webp\ta reason\n");

        assertThat(differences.files()).containsExactly("JPEG, odd");
        assertThat(differences.contains(FILE, ConversionPath.KEEP)).isTrue();
        assertThat(differences.contains(FILE, ConversionPath.WEBP)).isTrue();
        assertThat(differences.contains(FILE, ConversionPath.AVIF)).isFalse();
    }

    @Test
    void readsAllPaths() {
        var differences = KnownDifferences.parse("JPEG, odd\tall\ta reason");

        assertThat(ConversionPath.values()).allMatch(path -> differences.contains(FILE, path));
    }

    @Test
    void requiresReason() {
        assertThatThrownBy(() -> KnownDifferences.parse("JPEG, odd\tkeep\t"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KnownDifferences.parse("JPEG, odd\tkeep"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
