package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.ServiceDescription;
import dev.halftone.engine.imageservice.ServiceJson;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnsweringServiceTest {
    @Test
    void answersEachJobWithOneCallback() throws Exception {
        var image = new ImageBytes(new byte[] {1, 2, 3});
        var callback = new CompletableFuture<byte[]>();
        var inbox = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inbox.createContext("/", exchange -> {
            callback.complete(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
        });
        inbox.start();
        var images = List.of(
                new Job.Image("a", "http://a", Recipe.defaults()), new Job.Image("b", "http://b", Recipe.defaults()));
        var job = new Job("j1", "http://127.0.0.1:" + inbox.getAddress().getPort(), Instant.now(), images);

        try (var service = new AnsweringService(image);
                var client = HttpClient.newHttpClient()) {
            var description = client.send(
                    HttpRequest.newBuilder(service.url().resolve("/v1")).build(), BodyHandlers.ofByteArray());
            var receipt = client.send(
                    HttpRequest.newBuilder(service.url().resolve("/v1/jobs"))
                            .POST(BodyPublishers.ofByteArray(ServiceJson.write(job)))
                            .build(),
                    BodyHandlers.discarding());
            var results = ServiceJson.read(callback.get(30, TimeUnit.SECONDS), JobResults.class);

            assertThat(ServiceJson.read(description.body(), ServiceDescription.class)
                            .maxImagesPerJob())
                    .isPresent();
            assertThat(receipt.statusCode()).isEqualTo(202);
            assertThat(results.images())
                    .extracting(JobResults.ImageResult::imageId)
                    .containsExactly("a", "b");
            assertThat(results.images().getLast().content()).contains(new byte[] {1, 2, 3});
            service.requireNoProblem();
        } finally {
            inbox.stop(0);
        }
    }
}
