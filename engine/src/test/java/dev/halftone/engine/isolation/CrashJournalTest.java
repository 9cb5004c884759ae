package dev.halftone.engine.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashJournalTest {
    private static final ImageFingerprint ONE = ImageFingerprint.of(new ImageBytes(new byte[] {1}));
    private static final ImageFingerprint OTHER = ImageFingerprint.of(new ImageBytes(new byte[] {2}));

    @TempDir
    private Path folder;

    private CrashJournal crashJournal;

    @BeforeEach
    void open() {
        crashJournal = CrashJournal.in(folder.resolve("codecs"));
    }

    @Test
    void startsEmpty() {
        assertThat(crashJournal.has(ONE)).isFalse();
    }

    @Test
    void keepsTheImageOfAProcessThatDied() {
        var ended = crashJournal.note(OTHER);
        crashJournal.note(ONE);
        crashJournal.clear(ended);

        var next = CrashJournal.in(folder.resolve("codecs"));

        assertThat(next.has(ONE)).isTrue();
        assertThat(next.has(OTHER)).isFalse();
    }

    @Test
    void dropsRunningImagesOnClose() {
        crashJournal.note(ONE);
        crashJournal.add(OTHER);

        crashJournal.close();
        var next = CrashJournal.in(folder.resolve("codecs"));

        assertThat(next.has(ONE)).isFalse();
        assertThat(next.has(OTHER)).isTrue();
    }

    @Test
    void keepsSuspectsUntilAcquitted() {
        crashJournal.add(ONE);
        var second = CrashJournal.in(folder.resolve("codecs"));
        var third = CrashJournal.in(folder.resolve("codecs"));

        assertThat(second.has(ONE)).isTrue();
        assertThat(third.has(ONE)).isTrue();
        third.acquit(ONE);
        assertThat(third.has(ONE)).isFalse();
        assertThat(CrashJournal.in(folder.resolve("codecs")).has(ONE)).isFalse();
    }

    @Test
    void evictsTheOldestSuspectsWhenFull() {
        for (var number = 1; number <= 600; number++) crashJournal.add(new ImageFingerprint(number));

        assertThat(crashJournal.has(new ImageFingerprint(1))).isFalse();
        assertThat(crashJournal.has(new ImageFingerprint(600))).isTrue();
        assertThat(CrashJournal.in(folder.resolve("codecs")).has(new ImageFingerprint(600)))
                .isTrue();
    }

    @Test
    void opensATruncatedFile() throws Exception {
        var file = Files.write(folder.resolve("short"), new byte[100]);

        var other = CrashJournal.in(file);

        other.add(ONE);
        assertThat(CrashJournal.in(file).has(ONE)).isTrue();
    }

    @Test
    void fingerprintsAnImageByItsBytes() {
        assertThat(ImageFingerprint.of(new ImageBytes(new byte[] {1, 2})))
                .isEqualTo(ImageFingerprint.of(new ImageBytes(new byte[] {1, 2})));
        assertThat(ONE).isNotEqualTo(OTHER);
        assertThat(ImageFingerprint.of(new ImageBytes(new byte[0])).value()).isNotZero();
    }
}
