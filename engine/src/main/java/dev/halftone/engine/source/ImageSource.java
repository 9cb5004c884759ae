package dev.halftone.engine.source;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TIMED_OUT;

import dev.halftone.engine.address.AddressGuard;
import dev.halftone.engine.address.Verdict.Allowed;
import dev.halftone.engine.address.Verdict.Blocked;
import dev.halftone.engine.address.Verdict.Invalid;
import dev.halftone.engine.source.Host.Heard;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/// Fetches images from strangers' servers. For any number of threads, virtual ones best: a fetch blocks.
///
/// An image waits for three things, in this order, each time behind those with a smaller [Turn]: for its host, for a
/// place among all transfers, for room in memory. Nobody waits for an earlier one while holding a later one, so they
/// cannot wait for each other in a circle.
public final class ImageSource implements AutoCloseable {
    private static final Heard NOBODY = new Heard(new Fetched.Unwanted(), Duration.ZERO);

    private final SourceSettings settings;
    private final AddressGuard guard;
    private final OkHttpClient client;
    private final Attempt attempt;
    private final Hosts hosts;
    private final Turnstile node;
    private final ByteBudget bytes;

    /// @param clock by which a server's `Retry-After` is kept
    public ImageSource(SourceSettings settings, AddressGuard guard, Clock clock) {
        this.settings = settings;
        this.guard = guard;
        client = client(settings, guard);
        attempt = new Attempt(settings, guard, client, new RetryAfter(clock));
        hosts = new Hosts(settings, clock);
        node = new Turnstile(settings.concurrency());
        bytes = new ByteBudget(settings.bytesInFlight(), settings.maxImageBytes());
    }

    /// An image's part of the bytes in flight, to be closed when the image needs no memory any more.
    public Share share(Turn turn) {
        return bytes.open(turn);
    }

    /// The size that an image may have.
    public int maxImageBytes() {
        return settings.maxImageBytes();
    }

    /// Tries once to fetch an image, when its host's turn and ours has come.
    ///
    /// @param share holds the image's bytes from now on
    /// @throws InterruptedException when the thread is interrupted; the transfer is broken off
    public Fetched fetch(Inquiry inquiry, Share share) throws InterruptedException {
        var url = inquiry.url();
        return switch (guard.judge(url)) {
            case Invalid(var why) -> new Fetched.Refused(INVALID_URL, why);
            case Blocked(var why) -> new Fetched.Refused(BLOCKED_ADDRESS, why);
            case Allowed _ -> fetchInTurn(ShareLink.resolve(url.toHttpUrl()), inquiry, share);
        };
    }

    /// Waits for the host first: who waits for a slow host must not keep others from the rest of the web.
    private Fetched fetchInTurn(HttpUrl url, Inquiry inquiry, Share share) throws InterruptedException {
        return hosts.ask(url, share.turn(), () -> fetchInPlace(url, inquiry, share));
    }

    private Heard fetchInPlace(HttpUrl url, Inquiry inquiry, Share share) throws InterruptedException {
        node.enter(share.turn());
        try {
            share.begin();
            return inquiry.isWanted().getAsBoolean() ? fetchInTime(url, inquiry.condition(), share) : NOBODY;
        } finally {
            node.leave();
        }
    }

    /// One deadline over everything, looking up the name and following redirects included: a server that sends
    /// a byte a second never meets a timeout between two reads, and a lookup has none at all. So the attempt
    /// has a thread of its own, which can be left behind.
    private Heard fetchInTime(HttpUrl url, Condition condition, Share share) throws InterruptedException {
        var transfer = new FutureTask<>(() -> attempt.make(url, condition, share));
        var stopwatch = new Stopwatch(share);
        Thread.ofVirtual().name("fetch from " + url.host()).start(transfer);
        try {
            return new Heard(await(transfer, stopwatch), stopwatch.time());
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching from " + url.host() + " broke down", e.getCause());
        } finally {
            transfer.cancel(true);
        }
    }

    private Fetched await(FutureTask<Fetched> transfer, Stopwatch stopwatch)
            throws InterruptedException, ExecutionException {
        var left = settings.fetchTimeout();
        while (left.isPositive()) {
            try {
                return transfer.get(left.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Time is up, unless the transfer spent some of it waiting for room.
                left = settings.fetchTimeout().minus(stopwatch.time());
            }
        }
        return new Fetched.Later(TIMED_OUT, "the server took too long to send the image", Optional.empty());
    }

    /// What goes on now.
    public SourceLoad load() {
        return new SourceLoad(
                node.inside(),
                hosts.sum(Host::waiting) + node.waiting() + bytes.waiting(),
                bytes.held(),
                bytes.limit(),
                hosts.count(Host::isHeld),
                hosts.count(Host::isGivenUp));
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
