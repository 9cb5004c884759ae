package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.process.CrashingMain.Fault;
import dev.halftone.testkit.Await;
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
class CodecCrashTest {
    private static final int IMAGES = 40;

    /// How long an image may be worked on; it is cut after twice that.
    private static final String MAX_WORK = "2s";

    private final GatedImageHost gatedImageHost = new GatedImageHost(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        gatedImageHost.close();
    }

    @Test
    void anImageThatCrashesTheProcessDoesSoOnceAndAllOthersSucceed() throws Exception {
        gatedImageHost.withFault(IMAGES, Fault.HALT);
        var request = crashed();

        try (var server = serve()) {
            Await.until(() -> server.client().isCompleted(request));

            assertThat(server.client().failures(request)).containsExactly("codec_crashed");
            assertThat(server.client().imagesSucceeded(request)).isEqualTo(IMAGES - 1);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void anImageThatHasCrashedTheProcessDoesNotDoSoInALaterRequestNorWhenTriedAgain() throws Exception {
        gatedImageHost.withFault(IMAGES, Fault.HALT);
        var first = crashed();

        try (var server = serve()) {
            Await.until(() -> server.client().isCompleted(first));
            var second = server.client().submit(gatedImageHost.csv());
            Await.until(() -> server.client().isCompleted(second));
            server.client().retry(first);
            Await.until(() -> server.client().isCompleted(first));

            assertThat(server.client().failures(first)).containsExactly("codec_crashed");
            assertThat(server.client().failures(second)).containsExactly("codec_crashed");
        }
    }

    @Test
    void twoImagesThatCrashTheProcessDoSoOnceEachAtMost() throws Exception {
        gatedImageHost.withFault(IMAGES - 1, Fault.HALT).withFault(IMAGES, Fault.HALT);
        var request = crashed();
        var crashes = 1;

        while (crashedOnTheWay(request)) crashes++;

        assertThat(crashes).isLessThanOrEqualTo(2);
        try (var server = serve()) {
            assertThat(server.client().failures(request)).containsExactly("codec_crashed", "codec_crashed");
            assertThat(server.client().imagesSucceeded(request)).isEqualTo(IMAGES - 2);
        }
    }

    @Test
    void aRunOfTheCommandLineCrashesOnce() throws Exception {
        gatedImageHost.withFault(IMAGES, Fault.HALT).openGate();
        var csv = Files.writeString(folder.resolve("products.csv"), gatedImageHost.csv());
        try (var run = run(csv)) {
            assertThat(run.exitCode()).isEqualTo(CrashingMain.HALTED);
        }

        try (var again = run(csv)) {
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.output()).contains("codec_crashed", (IMAGES - 1) + " images succeeded, 1 failed");
        }
    }

    @Test
    void anImageThatHangsIsCutAndAllOthersSucceed() throws Exception {
        gatedImageHost.withFault(IMAGES, Fault.HANG).openGate();

        try (var server = serve("--max-work", MAX_WORK)) {
            var request = server.client().submit(gatedImageHost.csv());
            Await.until(() -> server.client().isCompleted(request));

            assertThat(server.client().failures(request)).containsExactly("timed_out");
            assertThat(server.client().imagesSucceeded(request)).isEqualTo(IMAGES - 1);
            assertThat(server.client().get("/metrics")).contains("halftone_codecs_lost 1.0");
        }
    }

    @Test
    void imagesThatHangEveryThreadLeaveCodecsToTheOthers() throws Exception {
        gatedImageHost.withFault(IMAGES - 1, Fault.HANG).withFault(IMAGES, Fault.HANG);

        try (var server = serve(List.of("-XX:ActiveProcessorCount=1"), "--max-work", MAX_WORK)) {
            var request = server.client().submit(gatedImageHost.csv());
            Await.until(() -> server.client().imagesDone(request) >= IMAGES / 2);
            gatedImageHost.openGate();
            Await.until(() -> server.client().isCompleted(request));

            assertThat(server.client().failures(request)).containsExactly("timed_out", "timed_out");
            assertThat(server.client().imagesSucceeded(request)).isEqualTo(IMAGES - 2);
        }
    }

    @Test
    void aSuspectStaysOneThroughAKillThatLeavesNoProcessBehind() throws Exception {
        gatedImageHost.withFault(IMAGES, Fault.HALT_OR_HANG);
        var request = crashed();

        try (var server = serve("--max-work", MAX_WORK)) {
            Await.until(() -> !server.children().isEmpty());
            var children = server.children();
            server.kill();
            awaitEnd(children);
        }

        try (var server = serve("--max-work", MAX_WORK)) {
            Await.until(() -> server.client().isCompleted(request));
            assertThat(server.client().failures(request)).containsExactly("timed_out");
        }
    }

    @Test
    void aServerThatIsToldToEndWhileASuspectHangsEndsInOrder() throws Exception {
        gatedImageHost.withFault(IMAGES, Fault.HALT_OR_HANG);
        var request = crashed();

        try (var server = serve()) {
            Await.until(() -> !server.children().isEmpty());
            Await.until(() -> server.client().imagesDone(request) == IMAGES - 1);
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
            var request = server.client().submit(gatedImageHost.csv());
            gatedImageHost.openGate();
            assertThat(server.exitCode()).isEqualTo(CrashingMain.HALTED);
            return request;
        }
    }

    /// Whether the next server, too, crashes before the request has come to its end.
    private boolean crashedOnTheWay(String request) {
        try (var server = start(List.of())) {
            Await.until(() -> !server.isAlive() || isCompleted(server, request));
            return !server.isAlive();
        }
    }

    private static boolean isCompleted(HalftoneProcess server, String request) {
        try {
            return server.output().contains(HalftoneProcess.READY)
                    && server.client().isCompleted(request);
        } catch (UncheckedIOException e) {
            // It crashed while it was asked.
            return false;
        }
    }

    private HalftoneProcess serve(String... more) {
        return serve(List.of(), more);
    }

    private HalftoneProcess serve(List<String> flags, String... more) {
        return start(flags, more).awaitOutput(HalftoneProcess.READY);
    }

    private HalftoneProcess start(List<String> flags, String... more) {
        var arguments = HalftoneProcess.serveArguments(folder.resolve("data"), more);
        return HalftoneProcess.startCrashing(folder, flags, arguments);
    }

    private HalftoneProcess run(Path csv) {
        return HalftoneProcess.startCrashing(
                folder, List.of(), HalftoneProcess.runArguments(csv, folder.resolve("out")));
    }
}
