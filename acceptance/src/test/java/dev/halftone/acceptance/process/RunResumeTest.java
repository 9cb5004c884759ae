package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.RandomSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run` that is interrupted or killed, and run again.
class RunResumeTest {
    private static final int IMAGES = 60;
    private static final int KILLS = 6;
    private static final int SIGINT_EXIT = 130;

    @TempDir
    private Path folder;

    @Test
    void interruptedRunResumesAndGivesTheSameOutput() throws Exception {
        try (var imageHost = ImageHostFixture.halfGated(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());

            try (var run = run(csv, "disturbed")) {
                Await.until(() -> published("disturbed") >= IMAGES / 4);
                assertThat(run.interrupt()).isEqualTo(SIGINT_EXIT);
            }
            imageHost.openGate();

            assertSameOutput(csv, IMAGES);
        }
    }

    @Test
    @Tag("long")
    void runKilledRepeatedlyGivesTheSameOutput() throws Exception {
        var random = RandomSeed.random(RunResumeTest.class);
        var images = 4 * IMAGES;
        try (var imageHost = ImageHostFixture.halfGated(images)) {
            imageHost.openGate();
            var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());

            for (var kill = 0; kill < KILLS; kill++) {
                var imagesBeforeKill = published("disturbed") + random.nextInt(2 * images / KILLS);
                try (var run = run(csv, "disturbed")) {
                    Await.untilPollingFast(() -> !run.isAlive() || published("disturbed") >= imagesBeforeKill);
                    run.kill();
                }
            }

            assertSameOutput(csv, images);
        }
    }

    /// Finishes the disturbed run, and compares it with an undisturbed one.
    private void assertSameOutput(Path csv, int images) {
        try (var disturbed = run(csv, "disturbed");
                var undisturbed = run(csv, "undisturbed")) {
            assertThat(disturbed.exitCode()).isZero();
            assertThat(undisturbed.exitCode()).isZero();
        }

        assertThat(folder.resolve("disturbed/output.csv"))
                .hasSameBinaryContentAs(folder.resolve("undisturbed/output.csv"));
        assertThat(published("disturbed")).isEqualTo(images);
    }

    @Test
    void refusesToResumeWithAnotherCsv() throws Exception {
        try (var imageHost = ImageHostFixture.halfGated(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());
            var other =
                    Files.writeString(folder.resolve("other.csv"), imageHost.csv() + "x,X,http://127.0.0.1/x.jpg\n");
            try (var run = run(csv, "disturbed")) {
                Await.until(() -> published("disturbed") >= 1);
                run.interrupt();
            }

            try (var another = run(other, "disturbed")) {
                assertThat(another.exitCode()).isEqualTo(1);
                assertThat(another.output()).contains("unfinished job of another CSV");
            }
        }
    }

    private ServerProcess run(Path csv, String out) {
        return ServerProcess.in(folder).run(csv, out);
    }

    private long published(String out) {
        return new DataFolder(folder.resolve(out))
                .images().stream()
                        .filter(file -> file.toString().endsWith(".jpg"))
                        .count();
    }
}
