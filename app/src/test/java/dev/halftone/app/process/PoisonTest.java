package dev.halftone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import dev.halftone.app.process.FragileMain.Wish;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Images that crash the codec, or that it never comes back from, in the real process. Whoever runs it starts it again
/// when it has ended, as an init system does.
@Timeout(300)
class PoisonTest {
    private static final int IMAGES = 40;

    /// How long an image may be worked on; it is cut after twice that.
    private static final String MAX_WORK = "2s";

    private final Catalogue catalogue = new Catalogue(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        catalogue.close();
    }

    @Test
    void anImageThatCrashesTheProcessDoesSoOnceAndAllOthersSucceed() throws Exception {
        catalogue.asking(IMAGES, Wish.HALT);
        var request = crashed();

        try (var server = serve()) {
            Patience.await(() -> server.api().isCompleted(request));

            assertThat(server.api().failures(request)).containsExactly("codec_crashed");
            assertThat(server.api().imagesSucceeded(request)).isEqualTo(IMAGES - 1);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void anImageThatHasCrashedTheProcessDoesNotDoSoInALaterRequestNorWhenTriedAgain() throws Exception {
        catalogue.asking(IMAGES, Wish.HALT);
        var first = crashed();

        try (var server = serve()) {
            Patience.await(() -> server.api().isCompleted(first));
            var second = server.api().submit(catalogue.csv());
            Patience.await(() -> server.api().isCompleted(second));
            server.api().retry(first);
            Patience.await(() -> server.api().isCompleted(first));

            assertThat(server.api().failures(first)).containsExactly("codec_crashed");
            assertThat(server.api().failures(second)).containsExactly("codec_crashed");
        }
    }

    @Test
    void twoImagesThatCrashTheProcessDoSoOnceEachAtMost() throws Exception {
        catalogue.asking(IMAGES - 1, Wish.HALT).asking(IMAGES, Wish.HALT);
        var request = crashed();
        var crashes = 1;

        while (crashedOnTheWay(request)) crashes++;

        assertThat(crashes).isLessThanOrEqualTo(2);
        try (var server = serve()) {
            assertThat(server.api().failures(request)).containsExactly("codec_crashed", "codec_crashed");
            assertThat(server.api().imagesSucceeded(request)).isEqualTo(IMAGES - 2);
        }
    }

    @Test
    void aRunOfTheCommandLineCrashesOnce() throws Exception {
        catalogue.asking(IMAGES, Wish.HALT).open();
        var csv = Files.writeString(folder.resolve("products.csv"), catalogue.csv());
        try (var run = run(csv)) {
            assertThat(run.exitCode()).isEqualTo(FragileMain.HALTED);
        }

        try (var again = run(csv)) {
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.said()).contains("codec_crashed", (IMAGES - 1) + " images succeeded, 1 failed");
        }
    }

    @Test
    void anImageThatHangsIsCutAndAllOthersSucceed() throws Exception {
        catalogue.asking(IMAGES, Wish.HANG).open();

        try (var server = serve("--max-work", MAX_WORK)) {
            var request = server.api().submit(catalogue.csv());
            Patience.await(() -> server.api().isCompleted(request));

            assertThat(server.api().failures(request)).containsExactly("timed_out");
            assertThat(server.api().imagesSucceeded(request)).isEqualTo(IMAGES - 1);
            assertThat(server.api().get("/metrics")).contains("halftone_codecs_lost 1.0");
        }
    }

    @Test
    void imagesThatHangEveryThreadLeaveCodecsToTheOthers() throws Exception {
        catalogue.asking(IMAGES - 1, Wish.HANG).asking(IMAGES, Wish.HANG);

        try (var server = serve(List.of("-XX:ActiveProcessorCount=1"), "--max-work", MAX_WORK)) {
            var request = server.api().submit(catalogue.csv());
            Patience.await(() -> server.api().imagesDone(request) >= IMAGES / 2);
            catalogue.open();
            Patience.await(() -> server.api().isCompleted(request));

            assertThat(server.api().failures(request)).containsExactly("timed_out", "timed_out");
            assertThat(server.api().imagesSucceeded(request)).isEqualTo(IMAGES - 2);
        }
    }

    @Test
    void aSuspectStaysOneThroughAKillThatLeavesNoProcessBehind() throws Exception {
        catalogue.asking(IMAGES, Wish.HALT_OR_HANG);
        var request = crashed();

        try (var server = serve("--max-work", MAX_WORK)) {
            Patience.await(() -> !server.children().isEmpty());
            var children = server.children();
            server.kill();
            awaitEnd(children);
        }

        try (var server = serve("--max-work", MAX_WORK)) {
            Patience.await(() -> server.api().isCompleted(request));
            assertThat(server.api().failures(request)).containsExactly("timed_out");
        }
    }

    @Test
    void aServerThatIsToldToEndWhileASuspectHangsEndsInOrder() throws Exception {
        catalogue.asking(IMAGES, Wish.HALT_OR_HANG);
        var request = crashed();

        try (var server = serve()) {
            Patience.await(() -> !server.children().isEmpty());
            Patience.await(() -> server.api().imagesDone(request) == IMAGES - 1);
            var children = server.children();
            assertThat(server.terminate()).isZero();
            awaitEnd(children);
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }

    /// A server that has taken the catalogue and has crashed on it.
    private String crashed() throws InterruptedException {
        try (var server = serve()) {
            var request = server.api().submit(catalogue.csv());
            catalogue.open();
            assertThat(server.exitCode()).isEqualTo(FragileMain.HALTED);
            return request;
        }
    }

    /// Whether the next server, too, crashes before the request has come to its end.
    private boolean crashedOnTheWay(String request) {
        try (var server = start(List.of())) {
            Patience.await(() -> !server.isAlive() || isCompleted(server, request));
            return !server.isAlive();
        }
    }

    private static boolean isCompleted(HalftoneProcess server, String request) {
        try {
            return server.said().contains(HalftoneProcess.READY) && server.api().isCompleted(request);
        } catch (UncheckedIOException e) {
            // It crashed while it was asked.
            return false;
        }
    }

    private HalftoneProcess serve(String... more) {
        return serve(List.of(), more);
    }

    private HalftoneProcess serve(List<String> flags, String... more) {
        return start(flags, more).awaitSaying(HalftoneProcess.READY);
    }

    private HalftoneProcess start(List<String> flags, String... more) {
        var arguments = HalftoneProcess.serving(folder.resolve("data"), more);
        return HalftoneProcess.startFragile(folder, flags, arguments);
    }

    private HalftoneProcess run(Path csv) {
        return HalftoneProcess.startFragile(folder, List.of(), HalftoneProcess.running(csv, folder.resolve("out")));
    }
}
