package dev.halftone.acceptance.server;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine runs out of inodes or file descriptors. Neither the images nor their host are to blame: all of them
/// succeed at the first attempt once there are some again.
class ResourceExhaustionTest {
    private static final int IMAGES = 60;
    private static final String WAITING = "cannot process images";

    @TempDir
    private Path folder;

    private final ImageHostFixture imageHost = new ImageHostFixture();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        imageHost.close();
    }

    @Test
    void waitsForInodes() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(Sandbox.canMountTmpfs(data), "no file system of a limited size can be mounted here");
        try (var server =
                ServerProcess.in(folder).within(Sandbox.tmpfs(data, 64, 500)).serve("--max-attempts", "1")) {
            var request = submit(server);
            var files = server.pathInProcess(data).resolve("files");
            useUpInodes(files);
            gate.countDown();

            Await.until(() -> server.output().contains(WAITING));
            assertThat(server.client().get("/health/ready").statusAndCode()).isEqualTo("503 not_ready");
            assertThat(server.client().get("/health/live").status()).isEqualTo(200);
            deleteContents(files);

            assertAllSucceedAtTheFirstAttempt(request);
            assertThat(server.client().get("/health/ready").status()).isEqualTo(200);
            assertThat(server.output().split(WAITING, -1)).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void waitsForFileDescriptors() throws Exception {
        ExternalTool.assumeInstalled("prlimit");
        try (var server = ServerProcess.in(folder)
                .withMain(PreloadingMain.class)
                .serve("--max-attempts", "1", "--per-host", "8")) {
            server.request(server.client().submit(imageHost.catalog(20))).awaitCompleted();
            var request = submit(server);
            imageHost.host().awaitRequests(20 + 4);

            limitFiles(server, lowestUnusedDescriptor(server));
            gate.countDown();
            Await.until(() -> server.output().contains(WAITING));
            assertThat(server.client().get("/health/ready").text()).contains("not_ready", "Too many open files");
            limitFiles(server, 1000);

            assertAllSucceedAtTheFirstAttempt(request);
        }
    }

    @Test
    void endsAtOnceWhileItWaits() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(Sandbox.canMountTmpfs(data), "no file system of a limited size can be mounted here");
        try (var server =
                ServerProcess.in(folder).within(Sandbox.tmpfs(data, 64, 500)).serve("--max-attempts", "1")) {
            var request = submit(server);
            useUpInodes(server.pathInProcess(data).resolve("files"));
            gate.countDown();
            Await.until(() -> server.output().contains(WAITING));

            server.client().post(request.path() + "/cancel");
            request.awaitFinished();

            assertThat(request.failureCodes()).hasSize(IMAGES).containsOnly("cancelled");
            assertThat(server.terminate()).isZero();
        }
    }

    /// Submits images that are held back. Each needs a connection of its own.
    private SubmittedRequest submit(ServerProcess server) {
        var csv = imageHost.catalog(IMAGES);
        var numbers = csv.lines().skip(1).map(line -> Integer.parseInt(line.substring(0, 4)));
        numbers.forEach(number -> imageHost
                .host()
                .respondTo(
                        "/" + number + ".jpg",
                        MockResponse.image("image/jpeg", ImageHostFixture.jpeg(number))
                                .withHeader("Connection", "close")
                                .delayUntil(gate)));
        var request = server.request(server.client().submit(csv));
        Await.until(() -> request.status().field("/status").equals("processing"));
        return request;
    }

    private static void assertAllSucceedAtTheFirstAttempt(SubmittedRequest request) {
        assertThat(request.awaitCompleted().field("/images/succeeded")).isEqualTo("" + IMAGES);
        assertThat(request.images()).allMatch(image -> image.path("attempts").asInt() == 1);
    }

    /// With this limit, no file can be opened.
    private static int lowestUnusedDescriptor(ServerProcess server) {
        return IntStream.iterate(0, number -> number + 1)
                .filter(number -> !Files.exists(Path.of("/proc/" + server.pid() + "/fd/" + number), NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
    }

    private void limitFiles(ServerProcess server, int limit) {
        var result = ExternalTool.run(folder, "prlimit", "--pid", "" + server.pid(), "--nofile=" + limit + ":");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static void deleteContents(Path files) throws IOException {
        try (var all = Files.newDirectoryStream(files)) {
            for (var file : all) Files.delete(file);
        }
    }

    private static void useUpInodes(Path files) throws IOException {
        Files.createDirectory(files);
        try {
            for (var i = 0; i < 1000; i++) Files.createFile(files.resolve("" + i));
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return;
        }
        throw new AssertionError("there is no limit");
    }
}
