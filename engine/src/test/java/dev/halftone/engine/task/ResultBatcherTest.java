package dev.halftone.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.TestDatabases;
import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.ledger.ImageNumbering;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductBatch;
import dev.halftone.engine.ledger.TaskClaims.Claim;
import dev.halftone.engine.request.CacheKey;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Provenance.Encoded;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.task.ResultRecorder.ChunkResults;
import dev.halftone.engine.task.ResultRecorder.Result;
import dev.halftone.imaging.Recipe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the results of many chunks get into the ledger together, and what becomes of the others when one goes wrong.
class ResultBatcherTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server has no such image");

    /// What the scheduler gives a new task.
    private static final long FIRST_VERSION = 1;

    @TempDir
    private Path folder;

    private final Map<Long, Claim> claims = new HashMap<>();
    private Ledger ledger;
    private TaskScheduler taskScheduler;
    private ResultBatcher resultBatcher;

    @BeforeEach
    void open() {
        open(TestDatabases.sqlite(folder));
    }

    private void open(String database) {
        ledger = Ledger.open(database);
        taskScheduler = new TaskScheduler(SchedulerTables.client(ledger), CLOCK, new TaskScheduler.WakeupSignal());
        resultBatcher = new ResultBatcher(new ResultRecorder(ledger, taskScheduler, RetryPolicy.defaults(), CLOCK));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void recordsConcurrentResults() throws Exception {
        var first = accept(10);
        var second = accept(10);

        var recordings = new ArrayList<FutureTask<Boolean>>();
        for (var image = 1; image <= 10; image++) {
            recordings.add(handIn(record(first, failed(image))));
            recordings.add(handIn(record(second, failed(image))));
        }

        for (var recording : recordings) assertThat(recording.get()).isTrue();
        assertThat(look(first).allImagesEnded()).isTrue();
        assertThat(look(second).allImagesEnded()).isTrue();
    }

    @Test
    void recordsARepeatedResultOnce() throws Exception {
        var request = accept(2);

        var results = List.of(failed(1), failed(1));
        assertThat(resultBatcher.record(chunk(request, results))).isTrue();
        assertThat(resultBatcher.record(chunk(request, results))).isTrue();

        assertThat(look(request).counts().failed()).isEqualTo(1);
    }

    @Test
    void recordsOtherResultsWhenOneFails() throws Exception {
        var request = accept(2);
        var other = accept(1);

        var recordings = whileAnotherIsWritten(
                record(request, unwritable(1)), record(request, failed(2)), record(other, failed(1)));

        assertThatThrownBy(() -> recordings.get(0).get()).hasRootCauseInstanceOf(NumberFormatException.class);
        assertThat(recordings.get(1).get()).isTrue();
        assertThat(recordings.get(2).get()).isTrue();
        assertThat(look(request).counts().failed()).isEqualTo(1);
        assertThat(look(other).allImagesEnded()).isTrue();
    }

    @Test
    void recordsOtherResultsWhenAChunkIsInterrupted() throws Exception {
        var request = accept(2);

        var recordings = whileAnotherIsWritten(
                () -> {
                    Thread.currentThread().interrupt();
                    return resultBatcher.record(chunk(request, List.of(failed(1))));
                },
                record(request, failed(2)));

        assertThatThrownBy(() -> recordings.get(0).get()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(recordings.get(1).get()).isTrue();
        assertThat(look(request).allImagesEnded()).isTrue();
    }

    @Test
    void reportsADeletedRequest() throws Exception {
        var unknown = new ChunkResults(new Claim("process", "404", 1), 404, List.of(failed(1)));

        assertThat(resultBatcher.record(unknown)).isFalse();
    }

    @Test
    void leavesTheImagesOfAChunkToTheNodeThatHasTakenItOver() throws Exception {
        ledger.close();
        open(TestDatabases.postgresql());
        var request = accept(2);
        var other = accept(1);
        var lost = takenOver(chunk(request, List.of(failed(1), retryLater(2))));

        var recordings = whileAnotherIsWritten(() -> resultBatcher.record(lost), record(other, failed(1)));

        for (var recording : recordings) assertThat(recording.get()).isTrue();
        assertThat(look(request).counts().failed()).isZero();
        assertThat(ledger.images().nextDue(new Chunk(request.number(), 1, 2), Instant.EPOCH))
                .contains(Instant.EPOCH);
        assertThat(look(other).allImagesEnded()).isTrue();
    }

    private static ChunkResults takenOver(ChunkResults chunk) {
        var claim = new Claim(
                chunk.claim().task(), chunk.claim().instance(), chunk.claim().version() - 1);
        return new ChunkResults(claim, chunk.request(), chunk.results());
    }

    private Callable<Boolean> record(Request request, Result result) {
        return () -> resultBatcher.record(chunk(request, List.of(result)));
    }

    /// Results of the only chunk of a request.
    private ChunkResults chunk(Request request, List<Result> results) {
        return new ChunkResults(Objects.requireNonNull(claims.get(request.number())), request.number(), results);
    }

    /// Has them hand in one after the other while an earlier result is kept from being written, so that they
    /// come in one batch.
    @SafeVarargs
    private List<FutureTask<Boolean>> whileAnotherIsWritten(Callable<Boolean>... recordings) {
        var earlier = record(accept(1), failed(1));
        var all = new ArrayList<FutureTask<Boolean>>();
        ledger.transactions().run(() -> {
            all.add(handIn(earlier));
            for (var recording : recordings) all.add(handIn(recording));
        });
        return all.subList(1, all.size());
    }

    private static FutureTask<Boolean> handIn(Callable<Boolean> recording) {
        var task = new FutureTask<>(recording);
        var chunk = Thread.ofVirtual().start(task);
        while (chunk.getState() != Thread.State.WAITING && !task.isDone()) Thread.onSpinWait();
        return task;
    }

    private static Result retryLater(long image) {
        return new Result(image, 1, new RetryLater(FailureCode.http(503), "busy", Optional.of(Duration.ofHours(1))));
    }

    private static Result failed(long image) {
        return new Result(image, 1, NOT_FOUND);
    }

    /// Its digest is none.
    private static Result unwritable(long image) {
        var sourceVersion =
                new SourceVersion(new CacheKey("0".repeat(32)), new ContentDigest("?".repeat(64)), Optional.empty());
        return new Result(image, 1, new Succeeded("a.jpg", 2, 1, 1, 1, new Encoded(sourceVersion)));
    }

    /// A request of one product with so many images.
    private Request accept(int images) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var size = new Size(1, images, "[]", 0);
        var idempotency = new Idempotency(Optional.empty(), "f");
        var number = ledger.requests()
                .accept(new NewRequest(RequestId.random(), "", options, "out/", idempotency, size), CLOCK.instant())
                .orElseThrow();
        var request = ledger.requests().get(number).orElseThrow();
        ledger.transactions().run(() -> {
            ledger.productInserts().write(request, product(images));
            taskScheduler.process(
                    request, LongStream.rangeClosed(1, images).boxed().toList(), 0);
        });
        var task = TaskNames.process(new Chunk(number, 1, images), request.round(), 0);
        claims.put(number, new Claim(task.getTaskName(), task.getId(), FIRST_VERSION));
        return request;
    }

    private static ProductBatch product(int images) {
        var urls = IntStream.rangeClosed(1, images)
                .mapToObj(image -> new SourceUrl("http://a/" + image + ".jpg"))
                .toList();
        return new ProductBatch(List.of(new ImageNumbering(images).next(Product.of(1, "1", "Chair", urls))));
    }

    private Request look(Request request) {
        return ledger.requests().get(request.number()).orElseThrow();
    }
}
