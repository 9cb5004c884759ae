package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.handedOver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockImageService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on PostgreSQL: one hands over and is killed, the other takes the results.
@Timeout(300)
class HandOverNodesTest {
    private static final int IMAGES = 150;

    @TempDir
    private Path folder;

    @Test
    void anotherNodeTakesTheResults() throws Exception {
        var gate = new CountDownLatch(1);
        var port = ExternalTool.freePort();
        try (var database = EmbeddedPostgres.builder().start();
                var service = MockImageService.start()) {
            service.deliver(callbacks -> {
                gate.await();
                for (var result : callbacks.results()) callbacks.send(List.of(result));
            });
            var options = new ArrayList<>(
                    HandOverFixture.options(service.url(), service.writeSecrets(folder.resolve("secrets")), port));
            options.add("--database=" + database.getJdbcUrl("postgres", "postgres"));
            options.add("--public-url=http://halftone.test");

            String request;
            try (var first = node("first", 0).serve(options.toArray(String[]::new))) {
                request = first.client().submit(HandOverFixture.csv(sources()));
                Await.until(() -> handedOver(first.request(request)) == IMAGES);
                first.kill();
            }
            try (var second = node("second", port).serveInProcess(options.toArray(String[]::new))) {
                gate.countDown();

                assertCompletes(second.request(request), IMAGES, 0);
                assertThat(second.request(request).outputCsv().lines())
                        .hasSize(IMAGES + 1)
                        .noneMatch(line -> line.endsWith(","));
                assertThat(service.log().jobsOfImages().values())
                        .hasSize(IMAGES)
                        .containsOnly(1L);
                assertThat(service.log().questions()).isEmpty();
            }
        }
    }

    private static List<String> sources() {
        return IntStream.range(0, IMAGES)
                .mapToObj(number -> "http://127.0.0.1:9/" + number + ".jpg")
                .toList();
    }

    /// A node with a data folder of its own, in which only the images are shared.
    private ServerProcess.Launcher node(String data, int port) throws IOException {
        var images = Files.createDirectories(folder.resolve("images"));
        Files.createSymbolicLink(Files.createDirectory(folder.resolve(data)).resolve("images"), images);
        return ServerProcess.in(folder).withData(data).withPort(port);
    }
}
