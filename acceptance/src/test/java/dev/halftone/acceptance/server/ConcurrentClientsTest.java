package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many clients at once, at a server that allows each owner 55 open requests.
class ConcurrentClientsTest {
    private static final String CSV = ImageHostFixture.HEADER + "1,Chair,http://a.test/1.jpg\n";

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        // Without workers, requests stay open.
        server = ServerProcess.in(folder).serve("--roles", "api", "--max-open-requests", "55");
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void deleteRequests() {
        var requests = client.get("/v1/requests?limit=500").json().at("/items").findValuesAsString("request_id");
        requests.forEach(request -> client.delete("/v1/requests/" + request));
    }

    @Test
    void fiftyPostsWithOneIdempotencyKeyMakeOneRequest() {
        var responses = inParallel(50, () -> client.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday"));

        assertThat(responses.stream()
                        .map(apiResponse -> apiResponse.field("/request_id"))
                        .distinct())
                .hasSize(1);
        assertThat(responses)
                .extracting(ApiResponse::status)
                .containsOnlyOnce(202)
                .contains(200);
        var otherCsv =
                client.postCsv("/v1/requests", CSV + "2,Lamp,http://a.test/2.jpg\n", "Idempotency-Key", "monday");
        assertThat(otherCsv.statusAndCode()).isEqualTo("422 idempotency_key_reused");
        var otherOptions = client.postCsv("/v1/requests?quality=60", CSV, "Idempotency-Key", "monday");
        assertThat(otherOptions.statusAndCode()).isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void rejectsMoreThanTheAllowedOpenRequests() {
        var before = uploads();
        client.postCsv("/v1/requests", CSV, "Idempotency-Key", "first");
        for (var apiResponse = post(); apiResponse.status() == 202; apiResponse = post())
            assertThat(openRequests()).isLessThan(56);

        var rejected = post();

        assertThat(rejected.statusAndCode()).isEqualTo("429 too_many_requests");
        assertThat(rejected.header("Retry-After")).isNotEmpty();
        assertThat(openRequests()).isEqualTo(55);
        assertThat(uploads()).isEqualTo(before + 55);
        assertThat(client.postCsv("/v1/requests", CSV, "Idempotency-Key", "first")
                        .status())
                .isEqualTo(200);
        client.delete("/v1/requests/" + client.get("/v1/requests").field("/items/0/request_id"));
        assertThat(post().status()).isEqualTo(202);
    }

    private static ApiResponse post() {
        return client.postCsv("/v1/requests", CSV);
    }

    /// Includes the uploads of deleted requests: without workers, no file is deleted.
    private static int uploads() {
        return new DataFolder(folder.resolve("data")).files("uploads").size();
    }

    private static int openRequests() {
        return client.get("/v1/requests?limit=500").json().at("/items").size();
    }

    private static List<ApiResponse> inParallel(int times, Callable<ApiResponse> call) {
        var ready = new CountDownLatch(times);
        Callable<ApiResponse> callTogether = () -> {
            ready.countDown();
            ready.await();
            return call.call();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, callTogether)).stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
