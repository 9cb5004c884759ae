package dev.halftone.engine;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.noResponse;
import static dev.halftone.testkit.MockResponse.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.Request;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests the order of fetches when many images come from several hosts and some hosts fail. The whole engine is real,
/// and no test measures time.
@Timeout(120)
final class FetchSchedulingTest {
    private static final int PER_HOST = 16;
    private static final int LARGEST_SHARE = (int) Tenancy.SHARED.largestShare(PER_HOST);
    private static final Duration LONG = Duration.ofSeconds(100);
    private static final MockResponse PICTURE = image("image/jpeg", FullEngineFixture.tinyJpeg());

    @TempDir
    private Path folder;

    private final List<AutoCloseable> resources = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var each : resources.reversed()) each.close();
    }

    @Test
    void processesASmallRequestWhileALargeOneRuns() throws Exception {
        var gate = new CountDownLatch(1);
        var host = host();
        var large = urls(host, "/large/", 2_000, PICTURE.delayUntil(gate));
        var small = urls(host, "/small/", 10, PICTURE);
        var fullEngineFixture = fixture(PER_HOST, LONG);

        fullEngineFixture.accept(large);
        fullEngineFixture.await(() -> fullEngineFixture.load().source().waiting() == 2_000 - LARGEST_SHARE);
        var request = fullEngineFixture.awaitCompleted(fullEngineFixture.accept(small));

        assertThat(request.counts().succeeded()).isEqualTo(10);
        assertThat(host.requests()).hasSize(LARGEST_SHARE + 10);
        gate.countDown();
    }

    @Test
    void keepsThePerHostLimitAcrossChunks() throws Exception {
        var host = host();
        var fullEngineFixture = fixture(5, LONG);

        var request = fullEngineFixture.awaitCompleted(fullEngineFixture.accept(urls(host, "/", 1_000, PICTURE)));

        assertThat(request.counts().succeeded()).isEqualTo(1_000);
        assertThat(host.maxConcurrentRequests()).isLessThanOrEqualTo(5);
        assertThat(fullEngineFixture.load().source().bytes()).isZero();
    }

    @Test
    void fetchesARepeatedUrlOnce() throws Exception {
        var host = host();
        var url = urls(host, "/same", 1, PICTURE).getFirst();
        var fullEngineFixture = fixture(PER_HOST, LONG);

        var request = fullEngineFixture.awaitCompleted(fullEngineFixture.accept(Collections.nCopies(300, url)));

        assertThat(request.counts().succeeded()).isEqualTo(300);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void obeysRetryAfterOfOneHostOnly() throws Exception {
        var busy = host();
        var other = host();
        var fullEngineFixture = fixture(PER_HOST, LONG);

        var held =
                fullEngineFixture.accept(urls(busy, "/", 500, tooManyRequests().retryAfter(Duration.ofMinutes(30))));
        fullEngineFixture.await(() -> fullEngineFixture.load().source().deferredHosts() == 1
                && fullEngineFixture.load().source().waiting() == 0);
        var ended = fullEngineFixture.awaitCompleted(fullEngineFixture.accept(urls(other, "/", 200, PICTURE)));

        assertThat(ended.counts().succeeded()).isEqualTo(200);
        assertThat(busy.requests()).hasSizeLessThanOrEqualTo(PER_HOST);
        fullEngineFixture.await(
                () -> attempts(fullEngineFixture, held) == busy.requests().size());
    }

    @Test
    void saysWhichHostsImagesWaitFor() throws Exception {
        var fullEngineFixture = fixture(PER_HOST, LONG);
        var retryAfter = Duration.ofMinutes(30);
        var urls = new ArrayList<>(urls(host(), "/", 3, tooManyRequests().retryAfter(retryAfter)));
        urls.addAll(urls(host(), "/", 5, PICTURE));

        var request = fullEngineFixture.accept(urls);
        fullEngineFixture.await(() -> fullEngineFixture
                .waiting(request)
                .filter(waiting -> waiting.images() == 3)
                .isPresent());

        var waiting = fullEngineFixture.waiting(request).orElseThrow();
        assertThat(waiting.code().text()).isEqualTo("http_429");
        assertThat(waiting.host()).contains("127.0.0.1");
        assertThat(waiting.hosts()).isOne();
        assertThat(Duration.between(Instant.now(), waiting.nextTry().orElseThrow()))
                .isBetween(retryAfter.minus(LONG), retryAfter);
    }

    @Test
    void waitsForNothingWhenAllHaveEnded() throws Exception {
        var fullEngineFixture = fixture(PER_HOST, LONG);

        var request = fullEngineFixture.awaitCompleted(fullEngineFixture.accept(urls(host(), "/", 5, PICTURE)));

        assertThat(fullEngineFixture.waiting(request)).isEmpty();
    }

    @Test
    void processesOtherHostsWhileOneHangs() throws Exception {
        var hanging = host();
        var urls = new ArrayList<>(urls(hanging, "/", 50, noResponse()));
        for (var i = 0; i < 9; i++) urls.addAll(urls(host(), "/", 50, PICTURE));
        Collections.shuffle(urls, new Random(4));
        var fullEngineFixture = fixture(PER_HOST, LONG);

        var request = fullEngineFixture.accept(urls);
        fullEngineFixture.await(request, now -> now.counts().succeeded() == 450);

        assertThat(hanging.requests()).hasSize(LARGEST_SHARE);
        assertThat(fullEngineFixture.reload(request).counts().failed()).isZero();
    }

    @Test
    void failsImagesOfADeadHostWithFewAttempts() throws Exception {
        var dead = host();
        var alive = host();
        var fullEngineFixture = fixture(PER_HOST, Duration.ofMillis(200));

        var hopeless = fullEngineFixture.accept(urls(dead, "/", 1_000, noResponse()));
        fullEngineFixture.await(() -> fullEngineFixture.load().source().openCircuits() == 1);
        var ended = fullEngineFixture.awaitCompleted(fullEngineFixture.accept(urls(alive, "/", 200, PICTURE)));

        assertThat(ended.counts().succeeded()).isEqualTo(200);
        // The fetches that ran concurrently, plus a few probes.
        assertThat(dead.requests()).hasSizeLessThan(4 * PER_HOST);
        var end = fullEngineFixture.awaitCompleted(hopeless);
        assertThat(end.counts().failed()).isEqualTo(1_000);
        assertThat(dead.requests()).hasSizeLessThan(4 * PER_HOST);
        assertThat(codes(fullEngineFixture, end)).containsOnly("timed_out");
    }

    @Test
    void startsNoFetchAfterCancellation() throws Exception {
        var gate = new CountDownLatch(1);
        var host = host();
        var fullEngineFixture = fixture(1, LONG);
        var request = fullEngineFixture.accept(urls(host, "/", 2_000, PICTURE.delayUntil(gate)));
        fullEngineFixture.await(() -> fullEngineFixture.load().source().waiting() == 1_999);

        fullEngineFixture.engine().requests().cancel(request);
        gate.countDown();
        var ended = fullEngineFixture.awaitCompleted(request);

        assertThat(ended.counts().allEnded()).isTrue();
        assertThat(ended.counts().succeeded()).isEqualTo(host.requests().size()).isLessThan(2_000);
    }

    private FullEngineFixture fixture(int perHost, Duration fetchTimeout) {
        var fullEngineFixture = FullEngineFixture.open(folder, perHost, fetchTimeout);
        resources.add(fullEngineFixture);
        return fullEngineFixture;
    }

    private ImageHost host() {
        var host = ImageHost.start();
        resources.add(host);
        return host;
    }

    private static List<String> urls(ImageHost host, String prefix, int count, MockResponse mockResponse) {
        var paths = paths(prefix, count);
        paths.forEach(path -> host.respondTo(path, mockResponse));
        return paths.stream().map(host::url).toList();
    }

    private static List<String> paths(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i + ".jpg").toList();
    }

    private static int attempts(FullEngineFixture fullEngineFixture, Request request) {
        return fullEngineFixture.engine().requests().products(request, 0, 1_000, Optional.empty()).stream()
                .flatMap(product -> product.places().stream())
                .mapToInt(place -> place.image().attempts())
                .sum();
    }

    private static List<String> codes(FullEngineFixture fullEngineFixture, Request request) {
        return fullEngineFixture.engine().requests().products(request, 0, 1_000, Optional.empty()).stream()
                .flatMap(product -> product.places().stream())
                .map(place -> place.image().failure().orElseThrow().code())
                .toList();
    }
}
