package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.RandomSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run` and `demo` as somebody at a terminal meets them.
class RunResumeTest {
    private static final int IMAGES = 60;
    private static final int KILLS = 6;
    private static final int SIGINT_EXIT = 130;

    @TempDir
    private Path folder;

    @Test
    void aRunThatWasInterruptedGoesOnAndGivesWhatAnUndisturbedOneGives() throws Exception {
        try (var gatedImageHost = new GatedImageHost(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), gatedImageHost.csv());

            try (var run = run(csv, "disturbed")) {
                Await.until(() -> published("disturbed") >= IMAGES / 4);
                assertThat(run.interrupt()).isEqualTo(SIGINT_EXIT);
            }
            gatedImageHost.openGate();
            try (var again = run(csv, "disturbed");
                    var undisturbed = run(csv, "undisturbed")) {
                assertThat(again.exitCode()).isZero();
                assertThat(undisturbed.exitCode()).isZero();
            }

            assertThat(folder.resolve("disturbed/output.csv"))
                    .hasSameBinaryContentAs(folder.resolve("undisturbed/output.csv"));
            assertThat(published("disturbed")).isEqualTo(IMAGES);
        }
    }

    @Test
    @Tag("random")
    void aRunThatIsKilledAgainAndAgainGivesWhatAnUndisturbedOneGives() throws Exception {
        var random = RandomSeed.random(RunResumeTest.class);
        try (var gatedImageHost = new GatedImageHost(4 * IMAGES)) {
            gatedImageHost.openGate();
            var csv = Files.writeString(folder.resolve("products.csv"), gatedImageHost.csv());

            for (var kill = 0; kill < KILLS; kill++) {
                var enough = published("disturbed") + random.nextInt(2 * 4 * IMAGES / KILLS);
                try (var run = run(csv, "disturbed")) {
                    Await.untilPollingFast(() -> !run.isAlive() || published("disturbed") >= enough);
                    run.kill();
                }
            }
            try (var again = run(csv, "disturbed");
                    var undisturbed = run(csv, "undisturbed")) {
                assertThat(again.exitCode()).isZero();
                assertThat(undisturbed.exitCode()).isZero();
            }

            assertThat(folder.resolve("disturbed/output.csv"))
                    .hasSameBinaryContentAs(folder.resolve("undisturbed/output.csv"));
            assertThat(published("disturbed")).isEqualTo(4 * IMAGES);
        }
    }

    @Test
    void aRunThatWasInterruptedIsNotMixedWithAnother() throws Exception {
        try (var gatedImageHost = new GatedImageHost(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), gatedImageHost.csv());
            var other = Files.writeString(
                    folder.resolve("other.csv"), gatedImageHost.csv() + "x,X,http://127.0.0.1/x.jpg\n");
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

    private HalftoneProcess run(Path csv, String out) {
        return HalftoneProcess.run(folder, csv, out);
    }

    private long published(String out) {
        var images = folder.resolve(out).resolve("images");
        if (!Files.isDirectory(images)) return 0;
        try (var files = Files.list(images)) {
            return files.filter(file -> file.toString().endsWith(".jpg")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
