package dev.halftone.engine.source;

import static dev.halftone.engine.ledger.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.ledger.FailureCode.INVALID_URL;
import static dev.halftone.engine.ledger.FailureCode.TIMED_OUT;

import dev.halftone.engine.address.AddressGuard;
import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.address.Verdict.Allowed;
import dev.halftone.engine.address.Verdict.Blocked;
import dev.halftone.engine.address.Verdict.Invalid;
import dev.halftone.engine.ledger.Validators;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/// Fetches images from strangers' servers. For any number of threads, virtual ones best: a fetch blocks.
public final class ImageSource implements AutoCloseable {
    private final SourceSettings settings;
    private final AddressGuard guard;
    private final OkHttpClient client;
    private final Attempt attempt;
    private final HostPermits hosts;
    private final Semaphore node;

    /// @param clock by which a server's `Retry-After` date is read
    public ImageSource(SourceSettings settings, AddressGuard guard, Clock clock) {
        this.settings = settings;
        this.guard = guard;
        client = client(settings, guard);
        attempt = new Attempt(settings, guard, client, new RetryAfter(clock));
        hosts = new HostPermits(settings.perHost());
        node = new Semaphore(settings.concurrency(), true);
    }

    /// The size that an image may have.
    public int maxImageBytes() {
        return settings.maxImageBytes();
    }

    /// Tries once to fetch an image, when its host's turn and ours has come.
    ///
    /// @throws InterruptedException when the thread is interrupted; the transfer is broken off
    public Fetched fetch(SourceUrl url) throws InterruptedException {
        return fetch(url, Condition.NONE);
    }

    /// The same, but [Fetched.Unchanged] where the image is still what the validators say.
    ///
    /// @throws InterruptedException when the thread is interrupted; the transfer is broken off
    public Fetched fetchIfChanged(SourceUrl url, Validators since) throws InterruptedException {
        return fetch(url, Condition.changedSince(since));
    }

    private Fetched fetch(SourceUrl url, Condition condition) throws InterruptedException {
        return switch (guard.judge(url)) {
            case Invalid(var why) -> new Fetched.Refused(INVALID_URL, why);
            case Blocked(var why) -> new Fetched.Refused(BLOCKED_ADDRESS, why);
            case Allowed _ -> fetchInTurn(ShareLink.resolve(url.toHttpUrl()), condition);
        };
    }

    /// Waits for the host first: who waits for a slow host must not keep others from the rest of the web.
    private Fetched fetchInTurn(HttpUrl url, Condition condition) throws InterruptedException {
        try (var _ = hosts.acquire(url.host())) {
            node.acquire();
            try {
                return fetchInTime(url, condition);
            } finally {
                node.release();
            }
        }
    }

    /// One deadline over everything, looking up the name and following redirects included: a server that sends a
    /// byte a second never meets a timeout between two reads, and a lookup has none at all. So the attempt has a
    /// thread of its own, which can be left behind.
    private Fetched fetchInTime(HttpUrl url, Condition condition) throws InterruptedException {
        var transfer = new FutureTask<>(() -> attempt.make(url, condition));
        Thread.ofVirtual().name("fetch from " + url.host()).start(transfer);
        try {
            return transfer.get(settings.fetchTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Fetched.Later(TIMED_OUT, "the server took too long to send the image", Optional.empty());
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching from " + url.host() + " broke down", e.getCause());
        } finally {
            transfer.cancel(true);
        }
    }

    private static OkHttpClient client(SourceSettings settings, AddressGuard guard) {
        return guard.guarded(new OkHttpClient.Builder())
                .connectTimeout(settings.connectTimeout())
                // The deadline over the whole transfer is the one that counts.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .connectionPool(new ConnectionPool(settings.concurrency(), 30, TimeUnit.SECONDS))
                .build();
    }

    /// Closes the connections kept for later.
    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
