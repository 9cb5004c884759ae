package dev.halftone.imaging.vips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibvipsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Libvips libvips = Libvips.load(Optional.empty());

    @Test
    void loadsOncePerProcess() {
        assertThat(Libvips.load(Optional.empty())).isSameAs(libvips);
        assertThat(libvips.version()).startsWith("8.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoTemporaryFile() throws IOException {
        try (var mappings = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(mappings.filter(mapping -> mapping.contains("/libvips-")))
                    .allMatch(mapping -> mapping.endsWith("(deleted)"));
        }
    }

    @Test
    void namesFileThatCannotBeLoaded(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("libvips.so"), "no library");

        assertThatThrownBy(() -> Libvips.load(Optional.of(file)))
                .isInstanceOf(LibvipsMissing.class)
                .hasMessageStartingWith("libvips cannot be loaded from " + file);
    }

    @Test
    void saysWhatToInstallIfMissing() {
        assertThat(LibvipsMissing.notFound())
                .hasMessageContainingAll("apt-get install libvips42", "brew install vips", "npm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"svgload_buffer", "pdfload_buffer", "magickload_buffer", "csvload", "rawload", "vipsload"})
    void loadsOnlySupportedFormats(String loader) {
        try (var session = libvips.openSession(new ImageBytes(new byte[1]), LONG)) {
            assertThatThrownBy(() -> session.run(loader, VipsSession.Operation::build))
                    .isInstanceOfAny(VipsException.class, VipsException.MissingOperation.class);
        }
    }

    @Test
    void blocksLoadersFoundBySniffing() {
        var drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".getBytes(StandardCharsets.UTF_8);
        try (var session = libvips.openSession(new ImageBytes(drawing), LONG)) {
            assertThatThrownBy(() -> session.loadThumbnail("width=5", ""))
                    .isInstanceOf(VipsException.class)
                    .hasMessageContaining("not in a known format");
        }
    }

    @Test
    void reportsErrorMessageOfLibvips() {
        try (var session = libvips.openSession(new ImageBytes(new byte[] {1, 2, 3}), LONG)) {
            assertThatThrownBy(() -> session.load("jpegload_buffer", ""))
                    .isInstanceOf(VipsException.class)
                    .hasMessageContaining("JPEG");
        }
    }
}
