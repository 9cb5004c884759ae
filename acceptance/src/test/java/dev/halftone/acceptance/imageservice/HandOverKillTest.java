package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.app.JobClient;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.RandomSeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of `serve` and of `./halftone image-service`, in any order, while images are between them.
@Timeout(600)
class HandOverKillTest {
    private static final int KILLS = 20;
    private static final int IMAGES_PER_KILL = 15;

    @TempDir
    private Path folder;

    private final ImageHostFixture host = new ImageHostFixture();
    private Path secrets;
    private int serverPort;
    private int servicePort;
    private ServerProcess server;
    private ServerProcess service;

    @BeforeEach
    void start() throws IOException {
        secrets = JobClient.write(JobClient.randomSecrets(), folder.resolve("secrets"));
        serverPort = ExternalTool.freePort();
        service = ServerProcess.in(folder).withData("service").imageService(secrets);
        servicePort = service.port();
        server = startServer();
    }

    @AfterEach
    void close() {
        server.close();
        service.close();
        host.close();
    }

    @Test
    @Tag("long")
    void endsEachImageOnceInOneJob() throws Exception {
        var random = RandomSeed.random(HandOverKillTest.class);
        var requests = new ArrayList<String>();

        for (var kill = 0; kill < KILLS; kill++) {
            requests.add(server.client().submit(host.catalog(IMAGES_PER_KILL)));
            // An image ends twice: at the service, and at the server.
            var target = imagesEnded() + random.nextInt(2 * IMAGES_PER_KILL + 1);
            Await.untilPollingFast(() -> imagesEnded() >= target);
            if (random.nextBoolean()) killServer();
            else killService();
        }

        for (var request : requests) assertCompletes(server.request(request), IMAGES_PER_KILL, 0);
        assertThat(data("service").finishedUrls())
                .as("images of all jobs that the service has ever taken")
                .doesNotHaveDuplicates()
                .hasSize(KILLS * IMAGES_PER_KILL);
        assertThat(data("data").images()).hasSize(KILLS * IMAGES_PER_KILL);
        assertThat(data("data").database().integrityCheck()).containsExactly("ok");
    }

    private int imagesEnded() {
        return data("service").finishedUrls().size()
                + data("data").finishedUrls().size();
    }

    private DataFolder data(String name) {
        return new DataFolder(folder.resolve(name));
    }

    private void killServer() throws InterruptedException {
        server.kill();
        server.close();
        server = startServer();
    }

    private void killService() throws InterruptedException {
        service.kill();
        service = ServerProcess.in(folder)
                .withData("service")
                .withPort(servicePort)
                .imageService(secrets);
    }

    /// Callbacks that find no server are repeated after minutes. The deadline fetches their results sooner.
    private ServerProcess startServer() {
        var options = new ArrayList<>(
                HandOverFixture.options(URI.create("http://127.0.0.1:" + servicePort), secrets, serverPort));
        options.add("--image-service-deadline=20s");
        return ServerProcess.in(folder).withPort(serverPort).serve(options.toArray(String[]::new));
    }
}
