package dev.halftone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run that does not wait for the JVM to end says and leaves what any other does.
@Timeout(300)
class EndAtOnceTest {
    private static final int IMAGES = 20;
    private static final int SIGTERM_EXIT = 143;

    private final Catalogue catalogue = new Catalogue(IMAGES);

    @TempDir
    private Path folder;

    private Path csv;

    @BeforeEach
    void write() throws Exception {
        csv = Files.writeString(folder.resolve("products.csv"), catalogue.csv());
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    @Test
    void hasSaidAndWrittenEverything() throws Exception {
        catalogue.open();
        try (var atOnce = HalftoneProcess.runEndedAtOnce(folder, csv, "at-once");
                var usual = HalftoneProcess.run(folder, csv, "usual")) {
            assertThat(atOnce.exitCode()).isZero();
            assertThat(usual.exitCode()).isZero();
            assertThat(atOnce.said()).contains(IMAGES + " images succeeded, 0 failed", "images: ");
        }
        assertThat(folder.resolve("at-once/output.csv")).hasSameBinaryContentAs(folder.resolve("usual/output.csv"));
    }

    @Test
    void hasTheExitCodeOfASignal() throws Exception {
        catalogue.drips(IMAGES).open();
        try (var run = HalftoneProcess.runEndedAtOnce(folder, csv, "out")) {
            Patience.await(() -> new Remains(folder.resolve("out")).images().size() >= IMAGES - 1);
            assertThat(run.terminate()).isEqualTo(SIGTERM_EXIT);
            assertThat(run.said()).contains("the same command goes on from here");
        }
    }
}
