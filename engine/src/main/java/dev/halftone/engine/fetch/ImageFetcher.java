package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.CANCELLED;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.NOT_AN_IMAGE;
import static dev.halftone.engine.request.FailureCode.TIMED_OUT;

import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.HostLimits.TimedResult;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.MemoryBudget;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressGuard.Verdict.Allowed;
import dev.halftone.engine.net.AddressGuard.Verdict.Blocked;
import dev.halftone.engine.net.AddressGuard.Verdict.Invalid;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.SourceUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/// Fetches images from remote servers. A fetch blocks, so use virtual threads; any number may fetch at once.
///
/// An image waits for three things, in this order, each time behind those with a smaller [FairnessKey]:
///
/// 1. a permit of its host, first, so that images that wait for a slow host do not block all others,
/// 2. a permit among all transfers,
/// 3. memory.
///
/// No image waits for an earlier one while it holds a later one, so images cannot deadlock.
public final class ImageFetcher implements AutoCloseable {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    /// How long an image that found no memory makes room for others.
    private static final Duration MEMORY_PAUSE = Duration.ofSeconds(5);

    /// How long a connection is kept for the next image. While a host has images left, that is milliseconds.
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(8);

    private final FetchSettings settings;
    private final AddressGuard guard;
    private final OkHttpClient client;
    private final FetchAttempt fetchAttempt;
    private final HostRegistry hosts;
    private final PrioritySemaphore transfers;
    private final MemoryBudget bytes;

    /// Creates a fetcher with its own HTTP client, on the only node.
    public ImageFetcher(FetchSettings settings, AddressGuard guard, InstantSource clock) {
        this(settings, guard, clock, new HostExchange());
    }

    /// Creates a fetcher with its own HTTP client.
    ///
    /// @param clock times `Retry-After` and the pauses of a host
    public ImageFetcher(FetchSettings settings, AddressGuard guard, InstantSource clock, HostExchange exchange) {
        this.settings = settings;
        this.guard = guard;
        client = client(settings, guard);
        fetchAttempt = new FetchAttempt(settings, guard, client, clock);
        hosts = new HostRegistry(settings, clock, exchange);
        transfers = new PrioritySemaphore(settings.concurrency(), settings.tenancy());
        bytes = new MemoryBudget(settings.bytesInFlight(), settings.maxImageBytes(), settings.tenancy());
    }

    /// Creates an image's reservation of the bytes in flight. Close it when the image needs no more memory.
    ///
    /// @param cancellation ends waiting for memory
    public MemoryReservation reserve(FairnessKey fairnessKey, Cancellation cancellation) {
        return bytes.reserve(fairnessKey, cancellation);
    }

    /// The largest size that an image may have.
    public int maxImageBytes() {
        return settings.maxImageBytes();
    }

    /// Makes one attempt to fetch an image: from this server's [OwnImages], from the folder of images, if there
    /// is one, or from a server, with a second URL where the first is escaped as in HTML ([HtmlEscapedUrl]).
    /// Blocks until the image may be fetched, and until it is fetched.
    ///
    /// @param memoryReservation holds the image's bytes from now on
    /// @throws InterruptedException when the thread is interrupted; the transfer is aborted
    public Fetched fetch(FetchRequest request, MemoryReservation memoryReservation) throws InterruptedException {
        try {
            var own = settings.ownImages().filter(images -> images.include(request.url()));
            if (own.isPresent()) return own.get().read(request.url(), memoryReservation);
            return settings.imageFolder().isPresent() && !request.url().isAbsolute()
                    ? new LocalFile(settings.imageFolder().get(), settings.maxImageBytes())
                            .read(request.url().text(), memoryReservation)
                    : fetchFromServer(request, memoryReservation);
        } catch (InterruptedException e) {
            if (request.cancellation().isCancelled()) return cancelled();
            throw e;
        }
    }

    private Fetched fetchFromServer(FetchRequest request, MemoryReservation memoryReservation)
            throws InterruptedException {
        var refused = judge(request.url());
        if (refused.isPresent()) return refused.get();
        var fetched = fetchWhenAdmitted(request, memoryReservation);
        var unescaped = HtmlEscapedUrl.unescaped(request, fetched)
                .filter(retry -> judge(retry.url()).isEmpty());
        return unescaped.isEmpty()
                ? fetched
                : HtmlEscapedUrl.result(fetched, fetchWhenAdmitted(unescaped.get(), memoryReservation));
    }

    private Fetched fetchWhenAdmitted(FetchRequest request, MemoryReservation memoryReservation)
            throws InterruptedException {
        var url = ShareLink.resolve(request.url().toHttpUrl());
        var fairnessKey = memoryReservation.fairness();
        var cancellation = request.cancellation();
        try (var host = hosts.open(url);
                var permit = cancellation.awaitResult(() -> host.acquire(fairnessKey))) {
            if (permit.rejection().isPresent())
                return new NotFetched(permit.rejection().get());
            cancellation.await(() -> transfers.acquire(fairnessKey));
            try {
                memoryReservation.acquireInitial();
                if (cancellation.isCancelled()) return cancelled();
                var result = transferWithDeadline(url, request, memoryReservation);
                // A cancelled transfer that waited for memory says nothing about the host.
                if (cancellation.isCancelled() && result.fetched() instanceof NotFetched) return cancelled();
                permit.record(result);
                return result.fetched();
            } finally {
                transfers.release(fairnessKey);
            }
        }
    }

    private Optional<NotFetched> judge(SourceUrl url) {
        return switch (guard.judge(url)) {
            case Invalid(var why) -> Optional.of(Fetched.failed(INVALID_URL, why));
            case Blocked blocked -> Optional.of(Fetched.failed(BLOCKED_ADDRESS, blocked.why()));
            case Allowed _ -> SharePage.describe(url.toHttpUrl()).map(message -> Fetched.failed(NOT_AN_IMAGE, message));
        };
    }

    private static NotFetched cancelled() {
        return Fetched.failed(CANCELLED, "the request was cancelled before this image began");
    }

    /// Transfers the image with one deadline over everything, DNS lookup and redirects included. A server
    /// that sends one byte a second never hits a read timeout, and a DNS lookup has no timeout at all. So
    /// the attempt runs in a thread of its own, which can be abandoned.
    private TimedResult transferWithDeadline(HttpUrl url, FetchRequest request, MemoryReservation memoryReservation)
            throws InterruptedException {
        var progress = new TransferProgress(memoryReservation);
        var transfer = new FutureTask<>(() -> fetchAttempt.run(url, request.condition(), progress));
        Thread.ofVirtual().name("fetch from " + url.host()).start(transfer);
        try {
            return new TimedResult(await(transfer, progress, request.cancellation()), progress.time());
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching from " + url.host() + " broke down", e.getCause());
        } finally {
            transfer.cancel(true);
        }
    }

    private Fetched await(FutureTask<Fetched> transfer, TransferProgress progress, Cancellation cancellation)
            throws InterruptedException, ExecutionException {
        while (true) {
            if (cancellation.isAborted()) return cancelled();
            var left = settings.fetchTimeout().minus(progress.time());
            if (!left.isPositive()) return timedOut("the server took too long to send the image");
            if (progress.isSlowerThan(settings.minTransferRate()))
                return timedOut("the server sent less than " + settings.minTransferRate() + " bytes a second");
            if (progress.waited().compareTo(settings.fetchTimeout()) > 0) return waitedForMemory();
            try {
                return transfer.get(Math.min(left.toNanos(), CHECK_INTERVAL.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Not finished yet: check the limits again.
            }
        }
    }

    private static NotFetched timedOut(String message) {
        return new NotFetched(new RetryLater(TIMED_OUT, message, Optional.empty()));
    }

    /// Gives back what it holds: others may need just that to end. The server is not at fault, so this is no
    /// attempt.
    private static NotFetched waitedForMemory() {
        return new NotFetched(
                new Deferred(TIMED_OUT, "there was no memory for the image, because of other images", MEMORY_PAUSE));
    }

    /// What the fetcher is doing now.
    public Load load() {
        return new Load(
                transfers.acquired(),
                hosts.sum(HostLimits::waiting) + transfers.waiting() + bytes.waiting(),
                bytes.held(),
                bytes.limit(),
                hosts.count(HostLimits::isDeferred),
                hosts.count(HostLimits::isCircuitOpen));
    }

    private static OkHttpClient client(FetchSettings settings, AddressGuard guard) {
        return guard.guarded(new OkHttpClient.Builder())
                .connectTimeout(settings.connectTimeout())
                // The deadline over the whole transfer replaces these.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .connectionPool(
                        new ConnectionPool(settings.concurrency(), IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS))
                .build();
    }

    /// Closes idle connections.
    @Override
    public void close() {
        client.connectionPool().evictAll();
    }

    /// The load of a fetcher at one moment.
    ///
    /// @param transfers how many images are being fetched
    /// @param waiting how many images wait for their host, for a permit or for memory
    /// @param bytes how many bytes of images are in memory, including those being coded
    /// @param maxBytes the limit of `bytes`
    /// @param deferredHosts how many hosts have an active `Retry-After` window
    /// @param openCircuits how many hosts have an open circuit
    public record Load(int transfers, int waiting, long bytes, long maxBytes, int deferredHosts, int openCircuits) {}
}
