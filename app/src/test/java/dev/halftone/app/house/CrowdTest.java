package dev.halftone.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
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
class CrowdTest {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\n1,Chair,http://a.test/1.jpg\n";

    @TempDir
    private static Path folder;

    private static Tenant tenant;
    private static Caller caller;

    @BeforeAll
    static void moveIn() {
        // Nobody works: requests stay under way.
        tenant = Tenant.movesIn(folder, Walls.usual(), "--roles", "api", "--max-open-requests", "55");
        caller = tenant.caller();
    }

    @AfterAll
    static void moveOut() {
        caller.close();
        tenant.close();
    }

    @AfterEach
    void ends() {
        var requests = caller.get("/v1/requests?limit=500").json().at("/items").findValuesAsString("request_id");
        requests.forEach(request -> caller.delete("/v1/requests/" + request));
    }

    @Test
    void makesOneRequestOfFiftyPostsWithOneKey() {
        var answers = atOnce(50, () -> caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday"));

        assertThat(answers.stream().map(answer -> answer.at("/request_id")).distinct())
                .hasSize(1);
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(202).contains(200);
        var other = caller.postCsv("/v1/requests", CSV + "2,Lamp,http://a.test/2.jpg\n", "Idempotency-Key", "monday");
        assertThat(other.outcome()).isEqualTo("422 idempotency_key_reused");
        var options = caller.postCsv("/v1/requests?quality=60", CSV, "Idempotency-Key", "monday");
        assertThat(options.outcome()).isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void letsAClientHaveSoManyRequestsUnderWayAndNoMore() {
        var before = uploads();
        caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "first");
        for (var answer = post(); answer.status() == 202; answer = post())
            assertThat(open()).isLessThan(56);

        var refused = post();

        assertThat(refused.outcome()).isEqualTo("429 too_many_requests");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(open()).isEqualTo(55);
        assertThat(uploads()).isEqualTo(before + 55);
        assertThat(caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "first")
                        .status())
                .isEqualTo(200);
        caller.delete("/v1/requests/" + caller.get("/v1/requests").at("/items/0/request_id"));
        assertThat(post().status()).isEqualTo(202);
    }

    private static Answer post() {
        return caller.postCsv("/v1/requests", CSV);
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
        return caller.get("/v1/requests?limit=500").json().at("/items").size();
    }

    private static List<Answer> atOnce(int times, Callable<Answer> call) {
        var ready = new CountDownLatch(times);
        Callable<Answer> one = () -> {
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
