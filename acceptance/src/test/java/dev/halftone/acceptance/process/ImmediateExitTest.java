package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run that does not wait for the JVM to end says and leaves what any other does.
@Timeout(300)
class ImmediateExitTest {
    private static final int IMAGES = 20;
    private static final int SIGTERM_EXIT = 143;

    private final GatedImageHost gatedImageHost = new GatedImageHost(IMAGES);

    @TempDir
    private Path folder;

    private Path csv;

    @BeforeEach
    void write() throws Exception {
        csv = Files.writeString(folder.resolve("products.csv"), gatedImageHost.csv());
    }

    @AfterEach
    void close() {
        gatedImageHost.close();
    }

    @Test
    void hasSaidAndWrittenEverything() throws Exception {
        gatedImageHost.openGate();
        try (var atOnce = HalftoneProcess.runWithImmediateExit(folder, csv, "at-once");
                var usual = HalftoneProcess.run(folder, csv, "usual")) {
            assertThat(atOnce.exitCode()).isZero();
            assertThat(usual.exitCode()).isZero();
            assertThat(atOnce.output()).contains(IMAGES + " images succeeded, 0 failed", "images: ");
        }
        assertThat(folder.resolve("at-once/output.csv")).hasSameBinaryContentAs(folder.resolve("usual/output.csv"));
    }

    @Test
    void hasTheExitCodeOfASignal() throws Exception {
        gatedImageHost.makeSlow(IMAGES).openGate();
        try (var run = HalftoneProcess.runWithImmediateExit(folder, csv, "out")) {
            Await.until(() -> new DataFolder(folder.resolve("out")).images().size() >= IMAGES - 1);
            assertThat(run.terminate()).isEqualTo(SIGTERM_EXIT);
            assertThat(run.output()).contains("the same command goes on from here");
        }
    }
}
