package dev.halftone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import dev.halftone.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run` and `demo` as somebody at a terminal meets them.
class RunProcessTest {
    private static final int IMAGES = 60;
    private static final int KILLS = 6;
    private static final int SIGINT_EXIT = 130;

    @TempDir
    private Path folder;

    @Test
    void aRunThatWasInterruptedGoesOnAndGivesWhatAnUndisturbedOneGives() throws Exception {
        try (var catalogue = new Catalogue(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), catalogue.csv());

            try (var run = run(csv, "disturbed")) {
                Patience.await(() -> published("disturbed") >= IMAGES / 4);
                assertThat(run.interrupt()).isEqualTo(SIGINT_EXIT);
            }
            catalogue.open();
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
        var random = Seed.random(RunProcessTest.class);
        try (var catalogue = new Catalogue(4 * IMAGES)) {
            catalogue.open();
            var csv = Files.writeString(folder.resolve("products.csv"), catalogue.csv());

            for (var kill = 0; kill < KILLS; kill++) {
                var enough = published("disturbed") + random.nextInt(2 * 4 * IMAGES / KILLS);
                try (var run = run(csv, "disturbed")) {
                    Patience.awaitClosely(() -> !run.isAlive() || published("disturbed") >= enough);
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
        try (var catalogue = new Catalogue(IMAGES)) {
            var csv = Files.writeString(folder.resolve("products.csv"), catalogue.csv());
            var other =
                    Files.writeString(folder.resolve("other.csv"), catalogue.csv() + "x,X,http://127.0.0.1/x.jpg\n");
            try (var run = run(csv, "disturbed")) {
                Patience.await(() -> published("disturbed") >= 1);
                run.interrupt();
            }

            try (var another = run(other, "disturbed")) {
                assertThat(another.exitCode()).isEqualTo(1);
                assertThat(another.said()).contains("unfinished job of another CSV");
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
