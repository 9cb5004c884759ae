package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/// Many clients at once, at a server that lets nobody have more than 55 requests under way.
class ConcurrentClientsTest {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\n1,Chair,http://a.test/1.jpg\n";

    @TempDir
    private static Path folder;

    private static ServerProcess serverProcess;
    private static ApiClient apiClient;

    @BeforeAll
    static void start() {
        // Nobody works: requests stay under way.
        serverProcess = ServerProcess.startReady(folder, Sandbox.none(), "--roles", "api", "--max-open-requests", "55");
        apiClient = serverProcess.client();
    }

    @AfterAll
    static void stop() {
        apiClient.close();
        serverProcess.close();
    }

    @AfterEach
    void ends() {
        var requests =
                apiClient.get("/v1/requests?limit=500").json().at("/items").findValuesAsString("request_id");
        requests.forEach(request -> apiClient.delete("/v1/requests/" + request));
    }

    @Test
    void makesOneRequestOfFiftyPostsWithOneKey() {
        var answers = atOnce(50, () -> apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday"));

        assertThat(answers.stream()
                        .map(apiResponse -> apiResponse.field("/request_id"))
                        .distinct())
                .hasSize(1);
        assertThat(answers)
                .extracting(ApiResponse::status)
                .containsOnlyOnce(202)
                .contains(200);
        var other =
                apiClient.postCsv("/v1/requests", CSV + "2,Lamp,http://a.test/2.jpg\n", "Idempotency-Key", "monday");
        assertThat(other.statusAndCode()).isEqualTo("422 idempotency_key_reused");
        var options = apiClient.postCsv("/v1/requests?quality=60", CSV, "Idempotency-Key", "monday");
        assertThat(options.statusAndCode()).isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void letsAClientHaveSoManyRequestsUnderWayAndNoMore() {
        var before = uploads();
        apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "first");
        for (var apiResponse = post(); apiResponse.status() == 202; apiResponse = post())
            assertThat(open()).isLessThan(56);

        var refused = post();

        assertThat(refused.statusAndCode()).isEqualTo("429 too_many_requests");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(open()).isEqualTo(55);
        assertThat(uploads()).isEqualTo(before + 55);
        assertThat(apiClient
                        .postCsv("/v1/requests", CSV, "Idempotency-Key", "first")
                        .status())
                .isEqualTo(200);
        apiClient.delete("/v1/requests/" + apiClient.get("/v1/requests").field("/items/0/request_id"));
        assertThat(post().status()).isEqualTo(202);
    }

    private static ApiResponse post() {
        return apiClient.postCsv("/v1/requests", CSV);
    }

    /// Those of deleted requests are still there: nobody works.
    private static long uploads() {
        try (var files = Files.list(folder.resolve("data/uploads"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int open() {
        return apiClient.get("/v1/requests?limit=500").json().at("/items").size();
    }

    private static List<ApiResponse> atOnce(int times, Callable<ApiResponse> call) {
        var ready = new CountDownLatch(times);
        Callable<ApiResponse> one = () -> {
            ready.countDown();
            ready.await();
            return call.call();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, one)).stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
