package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.testkit.SettableClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DnsCacheTest {
    private static final List<InetAddress> ADDRESSES = List.of(InetAddress.ofLiteral("93.184.216.34"));

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger lookupCount = new AtomicInteger();

    @Test
    void cachesAddressesForThirtySeconds() throws Exception {
        var names = new DnsCache(this::found, clock);

        names.resolve("shop.test");
        clock.advance(DnsCache.POSITIVE_TTL.minusMillis(1));
        names.resolve("shop.test");
        assertThat(lookupCount.get()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));

        assertThat(names.resolve("shop.test")).isEqualTo(ADDRESSES);
        assertThat(lookupCount.get()).isEqualTo(2);
    }

    @Test
    void cachesFailedLookupsBriefly() {
        var names = new DnsCache(this::notFound, clock);

        assertThatThrownBy(() -> names.resolve("typo.test")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> names.resolve("typo.test")).isInstanceOf(UnknownHostException.class);
        assertThat(lookupCount.get()).isEqualTo(1);
        clock.advance(DnsCache.NEGATIVE_TTL);

        assertThatThrownBy(() -> names.resolve("typo.test")).isInstanceOf(UnknownHostException.class);
        assertThat(lookupCount.get()).isEqualTo(2);
    }

    @Test
    void sharesOneLookupAmongConcurrentCallers() throws Exception {
        var gate = new CountDownLatch(1);
        var names = new DnsCache(
                host -> {
                    await(gate);
                    return found(host);
                },
                clock);

        var resolved = IntStream.range(0, 1_000)
                .mapToObj(_ -> startResolve(names, "shop.test"))
                .toList();
        gate.countDown();

        for (var each : resolved) assertThat(each.get()).isEqualTo(ADDRESSES);
        assertThat(lookupCount.get()).isEqualTo(1);
    }

    @Test
    void limitsConcurrentLookups() throws Exception {
        var gate = new CountDownLatch(1);
        var lookupsStarted = new Semaphore(0);
        var names = new DnsCache(
                host -> {
                    lookupsStarted.release();
                    await(gate);
                    return found(host);
                },
                clock);

        var resolved = IntStream.range(0, 200)
                .mapToObj(i -> startResolve(names, i + ".test"))
                .toList();
        lookupsStarted.acquire(DnsCache.MAX_LOOKUPS);
        assertThat(lookupsStarted.availablePermits()).isZero();
        gate.countDown();

        for (var each : resolved) assertThat(each.get()).isEqualTo(ADDRESSES);
    }

    @Test
    void skipsQueuedLookupsWhoseCallerWasInterrupted() throws Exception {
        var gate = new CountDownLatch(1);
        var lookupsStarted = new Semaphore(0);
        var lookedUp = ConcurrentHashMap.<String>newKeySet();
        var names = new DnsCache(
                host -> {
                    lookedUp.add(host);
                    lookupsStarted.release();
                    await(gate);
                    return found(host);
                },
                clock);
        var slow = IntStream.range(0, DnsCache.MAX_LOOKUPS)
                .mapToObj(i -> startResolve(names, i + ".slow.test"))
                .toList();
        lookupsStarted.acquire(DnsCache.MAX_LOOKUPS);

        var interrupted = new FutureTask<>(() -> names.resolve("interrupted.test"));
        Thread.ofVirtual().start(interrupted).interrupt();
        assertThatThrownBy(interrupted::get).hasCauseInstanceOf(UnknownHostException.class);
        gate.countDown();

        assertThat(names.resolve("last.test")).isEqualTo(ADDRESSES);
        for (var each : slow) each.get();
        assertThat(lookedUp).contains("last.test").doesNotContain("interrupted.test");
    }

    @Test
    void continuesASharedLookupWhenOneCallerIsInterrupted() throws Exception {
        var gate = new CountDownLatch(1);
        var lookupsStarted = new Semaphore(0);
        var names = new DnsCache(
                host -> {
                    lookupsStarted.release();
                    await(gate);
                    return found(host);
                },
                clock);
        var interrupted = new FutureTask<>(() -> names.resolve("shop.test"));
        var thread = Thread.ofVirtual().start(interrupted);
        var other = startResolve(names, "shop.test");
        lookupsStarted.acquire();

        thread.interrupt();
        assertThatThrownBy(interrupted::get).hasCauseInstanceOf(UnknownHostException.class);
        gate.countDown();

        assertThat(other.get()).isEqualTo(ADDRESSES);
        assertThat(lookupCount.get()).isEqualTo(1);
    }

    @Test
    void evictsTheOldestOfMoreThanTenThousandEntries() throws Exception {
        var names = new DnsCache(this::found, clock);

        for (var i = 0; i <= DnsCache.MAX_ENTRIES; i++) names.resolve(i + ".test");
        names.resolve("1.test");
        assertThat(lookupCount.get()).isEqualTo(DnsCache.MAX_ENTRIES + 1);
        names.resolve("0.test");

        assertThat(lookupCount.get()).isEqualTo(DnsCache.MAX_ENTRIES + 2);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        var names = new DnsCache(
                host -> {
                    await(new CountDownLatch(1));
                    return found(host);
                },
                clock);
        var resolved = new FutureTask<>(() -> names.resolve("slow.test"));
        var thread = Thread.ofVirtual().start(resolved);

        thread.interrupt();

        assertThatThrownBy(resolved::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    private List<InetAddress> found(String host) {
        lookupCount.incrementAndGet();
        return ADDRESSES;
    }

    private List<InetAddress> notFound(String host) throws UnknownHostException {
        lookupCount.incrementAndGet();
        throw new UnknownHostException(host);
    }

    private static void await(CountDownLatch gate) throws UnknownHostException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    private static FutureTask<List<InetAddress>> startResolve(NameResolver names, String host) {
        var task = new FutureTask<>(() -> names.resolve(host));
        Thread.ofVirtual().start(task);
        return task;
    }
}
