package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.RandomSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
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
    void answersCtrlCAtOnceAndEndsAtTheSecond() throws Exception {
        try (var imageHost = ImageHostFixture.halfGated(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());
            try (var run = run(csv, "disturbed")) {
                Await.until(() -> published("disturbed") >= IMAGES / 4);

                run.pressCtrlC();
                Await.until(() -> run.output()
                        .contains("Stopping; run the same command again to resume. Press Ctrl-C again to end now."));

                assertThat(run.interrupt()).isEqualTo(SIGINT_EXIT);
            }
            imageHost.openGate();

            assertSameOutput(csv, IMAGES);
        }
    }

    /// Each run has another quality than the one before, so that it publishes new images and then removes the old ones.
    @Test
    @Tag("long")
    void neverNamesAnImageThatIsGoneWhenKilled() throws Exception {
        var random = RandomSeed.random(RunResumeTest.class);
        try (var imageHost = ImageHostFixture.halfGated(IMAGES)) {
            imageHost.openGate();
            var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());
            try (var run = run(csv, "out", "--quality=50")) {
                assertThat(run.exitCode()).isZero();
            }

            for (var kill = 0; kill < KILLS / 2; kill++) {
                var whilePublishing = random.nextBoolean();
                var images = IMAGES + random.nextInt(IMAGES);
                try (var run = run(csv, "out", "--quality=40")) {
                    Await.untilPollingFast(
                            () -> !run.isAlive() || published("out") >= (whilePublishing ? images : 2 * IMAGES));
                    if (!whilePublishing) Await.untilPollingFast(() -> !run.isAlive() || published("out") < images);
                    run.kill();
                }
                assertThat(namedImages("out")).hasSize(IMAGES).allMatch(Files::exists);

                for (var quality : List.of("--quality=40", "--quality=50")) {
                    try (var run = run(csv, "out", quality)) {
                        assertThat(run.exitCode()).isZero();
                    }
                    assertThat(published("out")).isEqualTo(IMAGES);
                }
            }
        }
    }

    private List<Path> namedImages(String out) throws IOException {
        try (var csv = new Scanner(folder.resolve(out).resolve("output.csv"), UTF_8)) {
            return csv.findAll("images/[0-9a-f]{32}\\.jpg")
                    .map(name -> folder.resolve(out).resolve(name.group()))
                    .toList();
        }
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

    private ServerProcess run(Path csv, String out, String... options) {
        return ServerProcess.in(folder).run(csv, out, options);
    }

    private long published(String out) {
        return new DataFolder(folder.resolve(out))
                .images().stream()
                        .filter(file -> file.toString().endsWith(".jpg"))
                        .count();
    }
}
