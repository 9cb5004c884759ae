package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the processing of a CSV from the upload to the last image, on either database.
abstract class EngineContract {
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\r\n";
    private static final RetryLater BUSY =
            new RetryLater(FailureCode.http(503), "the server answered 503", Optional.of(Duration.ZERO));
    private static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server answered 404 Not Found");

    @TempDir
    private Path folder;

    private String database = "";
    private EngineFixture engineFixture;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        database = database(folder);
        engineFixture = new EngineFixture(folder, database);
    }

    @AfterEach
    void close() {
        engineFixture.close();
    }

    @Test
    void returnsTheCsvWithOneExtraColumn() {
        engineFixture.engine().startWorkers();
        engineFixture.imageService().scriptOutcomes("http://a/2.jpg", NOT_FOUND);

        var request = engineFixture.accept(
                HEADER + "001,Chair,\"http://a/1.jpg,http://a/2.jpg\"\r\n002,\"Lamp, red\",http://a/3.jpg\r\n");
        var ended = engineFixture.awaitCompleted(request);

        assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(ended.counts().succeeded()).isEqualTo(2);
        assertThat(ended.counts().failed()).isEqualTo(1);
        assertThat(engineFixture.outputCsv(request).replaceAll("[0-9a-f]{32}", "#"))
                .isEqualTo("""
                    Serial Number,Product Name,Input Image URLs,Output Image URLs\r
                    001,Chair,"http://a/1.jpg,http://a/2.jpg","http://halftone.test/processed_images/#.jpg,"\r
                    002,"Lamp, red",http://a/3.jpg,http://halftone.test/processed_images/#.jpg\r
                    """);
    }

    /// What spreadsheets, exports and people write.
    @Test
    void returnsTheUrlsOfUntidyCellsAsTheyCame() {
        engineFixture.engine().startWorkers();
        engineFixture.imageService().scriptOutcomes("https://a/gone.jpg", NOT_FOUND);

        var request = engineFixture.accept("Price list 2026,,\r\n\uFEFF" + HEADER.strip() + ",Note\r\n"
                + "1,Chair,\"//a/1.jpg,//a/gone.jpg,www.a/2.jpg\"\r\n"
                + HEADER.strip() + ",Note\r\n"
                + "2,Lamp,\"[\"\"https:\\/\\/a\\/3.jpg\"\", \"\"https://a/w_1,h_1/4.jpg\"\"]\",\r\n"
                + "3,Mug,\"=HYPERLINK(\"\"https://a/5.jpg\"\",\"\"photo\"\")\",x\r\n"
                + "4,Cup,https://a/6.jpg<br>cup.jpg (https://a/7.jpg)\r\n");
        var ended = engineFixture.awaitCompleted(request);

        assertThat(ended.counts().rows()).isEqualTo(4);
        assertThat(ended.counts().succeeded()).isEqualTo(7);
        assertThat(engineFixture.imageService().jobCount("https://a/1.jpg")).isEqualTo(1);
        assertThat(engineFixture.imageService().jobCount("https://www.a/2.jpg")).isEqualTo(1);
        assertThat(engineFixture
                        .outputCsv(request)
                        .replaceAll("http://halftone.test/processed_images/[0-9a-f]{32}.jpg", "#"))
                .isEqualTo("""
                    Serial Number,Product Name,Input Image URLs,Output Image URLs\r
                    1,Chair,"//a/1.jpg,//a/gone.jpg,www.a/2.jpg","#,,#"\r
                    2,Lamp,"https://a/3.jpg,https://a/w_1,h_1/4.jpg","#,#"\r
                    3,Mug,https://a/5.jpg,#\r
                    4,Cup,"https://a/6.jpg,https://a/7.jpg","#,#"\r
                    """);
    }

    @Test
    void processesARepeatedUrlOnce() {
        engineFixture.engine().startWorkers();

        var request = engineFixture.accept(HEADER + rows(3_000, row -> "http://a/same.jpg"));
        var ended = engineFixture.awaitCompleted(request);

        assertThat(ended.counts().succeeded()).isEqualTo(3_000);
        assertThat(ended.counts().rowsDone()).isEqualTo(3_000);
        assertThat(engineFixture.imageService().jobCount("http://a/same.jpg")).isEqualTo(1);
    }

    @Test
    void completesARequestOfMoreThanOneBatch() {
        engineFixture.engine().startWorkers();

        var request = engineFixture.accept(HEADER + rows(2_500, row -> "http://a/" + row + ".jpg"));
        var ended = engineFixture.awaitCompleted(request);

        assertThat(ended.counts().succeeded()).isEqualTo(2_500);
        assertThat(engineFixture.outputCsv(request).lines()).hasSize(2_501);
    }

    @Test
    void retriesTransientFailures() {
        engineFixture.engine().startWorkers();
        engineFixture.imageService().scriptOutcomes("http://a/1.jpg", BUSY, BUSY);

        var ended = engineFixture.awaitCompleted(engineFixture.accept(HEADER + "1,Chair,http://a/1.jpg\n"));

        assertThat(ended.counts().succeeded()).isEqualTo(1);
        assertThat(engineFixture.imageService().jobCount("http://a/1.jpg")).isEqualTo(3);
    }

    @Test
    void failsAfterTheLastAttempt() {
        engineFixture.engine().startWorkers();
        engineFixture.imageService().scriptOutcomes("http://a/1.jpg", BUSY, BUSY, BUSY, BUSY);

        var request = engineFixture.awaitCompleted(engineFixture.accept(HEADER + "1,Chair,http://a/1.jpg\n"));

        assertThat(request.counts().failed()).isEqualTo(1);
        assertThat(engineFixture.imageService().jobCount("http://a/1.jpg")).isEqualTo(3);
        assertThat(failures(request)).isEqualTo("http_503");
    }

    @Test
    void retriesFailedImagesOnRequest() {
        engineFixture.engine().startWorkers();
        engineFixture.imageService().scriptOutcomes("http://a/2.jpg", NOT_FOUND);
        var request = engineFixture.awaitCompleted(
                engineFixture.accept(HEADER + "1,Chair,\"http://a/1.jpg,http://a/2.jpg\"\n"));

        var retried = engineFixture.engine().requests().retry(request);
        var ended = engineFixture.await(
                request, now -> now.round() == 1 && now.times().finished().isPresent());

        assertThat(retried).isEqualTo(1);
        assertThat(ended.counts().succeeded()).isEqualTo(2);
        assertThat(ended.counts().failed()).isZero();
        assertThat(engineFixture.imageService().jobCount("http://a/1.jpg")).isEqualTo(1);
        assertThat(engineFixture.engine().requests().retry(ended)).isZero();
    }

    @Test
    void retriesMoreThanOnePageOfFailedImages() {
        engineFixture.engine().startWorkers();
        IntStream.rangeClosed(1, 1_200)
                .forEach(row -> engineFixture.imageService().scriptOutcomes("http://a/" + row + ".jpg", NOT_FOUND));
        var request = engineFixture.awaitCompleted(
                engineFixture.accept(HEADER + rows(1_200, row -> "http://a/" + row + ".jpg")));
        assertThat(request.counts().failed()).isEqualTo(1_200);

        engineFixture.engine().requests().retry(request);
        var ended = engineFixture.await(
                request, now -> now.round() == 1 && now.times().finished().isPresent());

        assertThat(ended.counts().succeeded()).isEqualTo(1_200);
        assertThat(ended.counts().rowsDone()).isEqualTo(1_200);
        assertThat(engineFixture.imageService().jobCount("http://a/1200.jpg")).isEqualTo(2);
    }

    @Test
    void cancelsImagesThatHaveNotStarted() {
        var doors = new CountDownLatch(1);
        engineFixture.imageService().holdUntil(doors);
        engineFixture.engine().startWorkers();
        var request = engineFixture.accept(HEADER + rows(1_200, row -> "http://a/" + row + ".jpg"));
        engineFixture.await(request, now -> now.status() == RequestStatus.PROCESSING);

        assertThat(engineFixture.engine().requests().cancel(request)).isTrue();
        engineFixture.await(request, now -> now.counts().failed() > 0);
        doors.countDown();
        var ended = engineFixture.awaitCompleted(request);

        assertThat(ended.status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(ended.counts().allEnded()).isTrue();
        assertThat(ended.counts().succeeded()).isPositive();
        assertThat(engineFixture.engine().requests().cancel(request)).isFalse();
    }

    @Test
    void startsNoTaskAfterStopClaiming() {
        var doors = new CountDownLatch(1);
        engineFixture.imageService().holdUntil(doors);
        engineFixture.engine().startWorkers();
        var request = engineFixture.accept(HEADER + rows(1_200, row -> "http://a/" + row + ".jpg"));
        engineFixture.await(request, now -> now.status() == RequestStatus.PROCESSING);

        engineFixture.engine().stopClaiming();
        doors.countDown();
        engineFixture.await(request, now -> now.counts().succeeded() > 0);
        engineFixture.close();
        engineFixture = new EngineFixture(folder, database);

        // At most ten chunks of up to 64 images are open at a time.
        assertThat(engineFixture.reload(request).counts().succeeded()).isBetween(1L, 640L);
        engineFixture.engine().startWorkers();
        assertThat(engineFixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1_200);
    }

    @Test
    void resumesAfterRestart() {
        var request = engineFixture.accept(HEADER + rows(200, row -> "http://a/" + row + ".jpg"));
        var doors = new CountDownLatch(1);
        engineFixture.imageService().holdUntil(doors);
        engineFixture.engine().startWorkers();
        engineFixture.await(request, now -> now.status() == RequestStatus.PROCESSING);

        engineFixture.close();
        engineFixture = new EngineFixture(folder, database);
        engineFixture.engine().startWorkers();
        var ended = engineFixture.awaitCompleted(request);

        assertThat(ended.counts().succeeded()).isEqualTo(200);
        assertThat(engineFixture.engine().requests().products(ended, 0, 500, Optional.empty()))
                .allSatisfy(product -> assertThat(
                                product.places().getFirst().image().attempts())
                        .isEqualTo(1));
    }

    @Test
    void keepsNothingOfARejectedUpload() throws IOException {
        var submitResult = engineFixture.submit(HEADER + "1,,http://a/1.jpg\n", Optional.empty(), Optional.empty());

        assertThat(submitResult).isInstanceOf(SubmitResult.InvalidCsv.class);
        assertThat(engineFixture.engine().requests().newestFirst("", Long.MAX_VALUE, 10))
                .isEmpty();
        try (var uploads = Files.list(folder.resolve("uploads"))) {
            assertThat(uploads).isEmpty();
        }
    }

    @Test
    void acceptsAnIdempotencyKeyOnce() {
        var csv = HEADER + "1,Chair,http://a/1.jpg\n";

        var first = engineFixture.submit(csv, Optional.of("k"), Optional.empty());
        var second = engineFixture.submit(csv, Optional.of("k"), Optional.empty());
        var other = engineFixture.submit(csv + "2,Lamp,http://a/2.jpg\n", Optional.of("k"), Optional.empty());

        assertThat(first).isInstanceOf(SubmitResult.Accepted.class);
        assertThat(second).isInstanceOf(SubmitResult.Repeated.class);
        assertThat(other).isInstanceOf(SubmitResult.KeyReused.class);
        assertThat(engineFixture.engine().requests().newestFirst("", Long.MAX_VALUE, 10))
                .hasSize(1);
    }

    @Test
    void deletesRowsAndImagesOfADeletedRequest() throws IOException {
        engineFixture.engine().startWorkers();
        var request =
                engineFixture.awaitCompleted(engineFixture.accept(HEADER + rows(3, row -> "http://a/" + row + ".jpg")));
        assertThat(publishedFiles()).isEqualTo(3);

        engineFixture.engine().requests().delete(request);

        assertThat(engineFixture.engine().requests().find("", request.id())).isEmpty();
        var other = engineFixture.accept(HEADER + "1,Chair,http://a/1.jpg\n");
        engineFixture.awaitCompleted(other);
        engineFixture.awaitCondition(() -> publishedFiles() == 1);
    }

    @Test
    void sendsASignedWebhookUntilDelivered() throws Exception {
        try (var inbox = new WebhookInbox()) {
            inbox.enqueue(500, 204);
            engineFixture.engine().startWorkers();
            var secret = WebhookSecret.random();
            var webhook = new WebhookTarget(inbox.url().toString(), Optional.of(secret.text()));
            var submitResult =
                    engineFixture.submit(HEADER + "1,Chair,http://a/1.jpg\n", Optional.empty(), Optional.of(webhook));
            var request = ((SubmitResult.Accepted) submitResult).request();

            inbox.await(1);
            engineFixture.awaitCondition(() -> !attempts(request).isEmpty());
            engineFixture.engine().requests().redeliver(request);
            var messages = inbox.await(2);

            assertThat(messages)
                    .extracting(message -> message.header("webhook-id").orElseThrow())
                    .hasSize(2)
                    .containsOnly(messages.getFirst().header("webhook-id").orElseThrow());
            assertThat(messages.getFirst().body()).containsPattern("\"timestamp\":\"[0-9-]+T[0-9:]+(\\.[0-9]{3})?Z\"");
            engineFixture.awaitCondition(() -> attempts(request).size() == 2);
            assertThat(attempts(request))
                    .extracting(attempt -> attempt.status().orElseThrow())
                    .containsExactly(500, 204);
        }
    }

    @Test
    void deletesARequestAfterItsRetentionTime() {
        engineFixture.engine().startWorkers();
        var request = engineFixture.awaitCompleted(engineFixture.accept(HEADER + "1,Chair,http://a/1.jpg\n"));
        engineFixture.close();

        engineFixture = new EngineFixture(folder, database, EngineFixture.fastWorkSettings(Duration.ofMillis(1)));
        engineFixture.engine().startWorkers();

        engineFixture.awaitCondition(
                () -> engineFixture.engine().requests().find("", request.id()).isEmpty());
        engineFixture.awaitCondition(() -> publishedFiles() == 0);
    }

    private List<WebhookDeliveries.Attempt> attempts(Request request) {
        return engineFixture.engine().requests().deliveries(engineFixture.reload(request)).stream()
                .flatMap(delivery -> delivery.attempts().stream())
                .toList();
    }

    private long publishedFiles() {
        try (var files = Files.list(folder.resolve("images"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String failures(Request request) {
        return engineFixture.engine().requests().products(request, 0, 10, Optional.of(ProductStatus.FAILED)).stream()
                .flatMap(product -> product.places().stream())
                .map(place -> place.image().failure().orElseThrow().code())
                .collect(Collectors.joining(","));
    }

    private static String rows(int count, IntFunction<String> url) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(row -> row + ",Product " + row + "," + url.apply(row) + "\n")
                .collect(Collectors.joining());
    }
}
