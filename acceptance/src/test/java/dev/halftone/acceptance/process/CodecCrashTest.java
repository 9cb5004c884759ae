package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.process.CrashingMain.Fault;
import dev.halftone.testkit.Await;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Images that crash or hang the codec, in the real process. After a crash the test starts the process again, as an
/// init system does.
@Timeout(300)
class CodecCrashTest {
    private static final int IMAGES = 40;
    private static final int EXIT_ON_OUT_OF_MEMORY = 3;

    /// The codec is given up after five times the limit; then the image is tried once more.
    private static final String[] QUICK = {"--max-work", "1s", "--max-attempts", "2"};

    private final ImageHostFixture imageHost = ImageHostFixture.halfGated(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        imageHost.close();
    }

    @Test
    void imageThatCrashesTheCodecCrashesTheServerOnce() {
        addFault(IMAGES, Fault.HALT);
        var request = submitAndCrash();

        try (var server = launcher().serve()) {
            server.request(request).awaitCompleted();

            assertThat(server.request(request).failureCodes()).containsExactly("codec_crashed");
            assertThat(server.request(request).imagesSucceeded()).isEqualTo(IMAGES - 1);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    @Tag("long")
    void crashedImageDoesNotCrashTheServerInALaterRequestOrOnRetry() {
        addFault(IMAGES, Fault.HALT);
        var first = submitAndCrash();

        try (var server = launcher().serve()) {
            server.request(first).awaitCompleted();
            var second = server.client().submit(imageHost.csv());
            server.request(second).awaitCompleted();
            server.request(first).retry();
            server.request(first).awaitCompleted();

            assertThat(server.request(first).failureCodes()).containsExactly("codec_crashed");
            assertThat(server.request(second).failureCodes()).containsExactly("codec_crashed");
        }
    }

    @Test
    @Tag("long")
    void twoCrashingImagesCrashTheServerAtMostTwice() {
        addFault(IMAGES - 1, Fault.HALT);
        addFault(IMAGES, Fault.HALT);
        var request = submitAndCrash();
        var crashes = 1;

        while (crashesBeforeCompletion(request)) crashes++;

        assertThat(crashes).isLessThanOrEqualTo(2);
        try (var server = launcher().serve()) {
            assertThat(server.request(request).failureCodes()).containsExactly("codec_crashed", "codec_crashed");
            assertThat(server.request(request).imagesSucceeded()).isEqualTo(IMAGES - 2);
        }
    }

    @Test
    void runCommandCrashesOnce() throws Exception {
        addFault(IMAGES, Fault.HALT);
        imageHost.openGate();
        var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());
        try (var run = launcher().run(csv, "out")) {
            assertThat(run.exitCode()).isEqualTo(CrashingMain.HALTED);
        }

        try (var again = launcher().run(csv, "out")) {
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.output()).contains("codec_crashed", (IMAGES - 1) + " images succeeded, 1 failed");
        }
    }

    /// Nothing is certain after an OutOfMemoryError, so the process ends, and whoever started it starts it again.
    @Test
    void serverEndsWhenItsHeapIsExhaustedAndResumes() {
        addFault(IMAGES, Fault.EXHAUST_HEAP);
        imageHost.openGate();
        var launcher = launcher().withJvmOptions(List.of("-XX:+ExitOnOutOfMemoryError"));
        String request;
        try (var server = launcher.serve()) {
            request = server.client().submit(imageHost.csv());
            assertThat(server.exitCode()).isEqualTo(EXIT_ON_OUT_OF_MEMORY);
        }

        try (var server = launcher.serve()) {
            server.request(request).awaitCompleted();
            assertThat(server.request(request).failureCodes()).containsExactly("codec_crashed");
            assertThat(server.request(request).imagesSucceeded()).isEqualTo(IMAGES - 1);
        }
    }

    @Test
    void hangingImageTimesOutAndOthersSucceed() {
        addFault(IMAGES, Fault.HANG);
        imageHost.openGate();

        try (var server = launcher().serve(QUICK)) {
            var request = server.request(server.client().submit(imageHost.csv()));
            request.awaitCompleted();

            assertThat(request.failureCodes()).containsExactly("timed_out");
            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES - 1);
            assertThat(server.client().get("/metrics").text()).contains("halftone_codecs_lost 1.0");
        }
    }

    @Test
    @Tag("long")
    void imagesThatHangEveryCodecThreadDoNotStopOthers() {
        addFault(IMAGES - 1, Fault.HANG);
        addFault(IMAGES, Fault.HANG);

        var oneProcessor = List.of("-XX:ActiveProcessorCount=1");
        try (var server = launcher().withJvmOptions(oneProcessor).serve(QUICK)) {
            var request = server.request(server.client().submit(imageHost.csv()));
            Await.until(() -> request.imagesDone() >= IMAGES / 2);
            imageHost.openGate();
            request.awaitCompleted();

            assertThat(request.failureCodes()).containsExactly("timed_out", "timed_out");
            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES - 2);
        }
    }

    @Test
    @Tag("long")
    void suspectStaysSuspectAfterAKillAndNoChildSurvives() throws Exception {
        addFault(IMAGES, Fault.HALT_OR_HANG);
        var request = submitAndCrash();

        try (var server = launcher().serve(QUICK)) {
            Await.until(() -> !server.children().isEmpty());
            var children = server.children();
            server.kill();
            awaitEnd(children);
        }

        try (var server = launcher().serve(QUICK)) {
            server.request(request).awaitCompleted();
            assertThat(server.request(request).failureCodes()).containsExactly("timed_out");
        }
    }

    @Test
    @Tag("long")
    void serverShutsDownInOrderWhileASuspectHangs() {
        addFault(IMAGES, Fault.HALT_OR_HANG);
        var request = submitAndCrash();

        try (var server = launcher().serve()) {
            Await.until(() -> !server.children().isEmpty());
            Await.until(() -> server.request(request).imagesDone() == IMAGES - 1);
            var children = server.children();
            assertThat(server.terminate()).isZero();
            awaitEnd(children);
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }

    private void addFault(int image, Fault fault) {
        imageHost.withComment(image, fault.marker());
    }

    /// Submits the catalogue to a server, which crashes on it.
    ///
    /// @return the request's path
    private String submitAndCrash() {
        try (var server = launcher().serve()) {
            var request = server.client().submit(imageHost.csv());
            imageHost.openGate();
            assertThat(server.exitCode()).isEqualTo(CrashingMain.HALTED);
            return request;
        }
    }

    /// Starts a server, and returns whether it crashes before the request is completed.
    private boolean crashesBeforeCompletion(String request) {
        try (var server = launcher().startServer()) {
            Await.until(() -> !server.isAlive() || isCompleted(server, request));
            return !server.isAlive();
        }
    }

    private static boolean isCompleted(ServerProcess server, String request) {
        try {
            return server.isReady() && server.request(request).isCompleted();
        } catch (UncheckedIOException e) {
            // The server crashed before it responded.
            return false;
        }
    }

    private ServerProcess.Launcher launcher() {
        return ServerProcess.in(folder).withMain(CrashingMain.class);
    }
}
