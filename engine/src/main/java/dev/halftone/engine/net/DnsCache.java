package dev.halftone.engine.net;

import dev.halftone.engine.request.ResourceFault;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/// Caches DNS lookups and limits how many run at once. A file with a thousand hosts must not cause a hundred thousand
/// lookups, or a thousand at the same moment.
///
/// Concurrent requests for one name share one lookup. Lookups run in platform threads: in a virtual thread, the C
/// library's blocking call would occupy a carrier thread until the name server responds (JDK 25).
///
/// A name whose server does not respond takes half a minute, and an untrusted file may be full of such names. So a
/// queued lookup is dropped once nothing waits for it. And there are as many threads as images are fetched at once by
/// default, so that other names do not wait behind the slow ones.
///
/// A cached address is not trusted: the guard checks every address at the moment of connecting.
public final class DnsCache implements NameResolver {
    static final Duration POSITIVE_TTL = Duration.ofSeconds(30);
    static final Duration NEGATIVE_TTL = Duration.ofSeconds(5);
    static final int MAX_LOOKUPS = 128;
    static final int MAX_ENTRIES = 10_000;

    private final NameResolver resolver;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final SequencedMap<String, Lookup> lookups = new LinkedHashMap<>();

    public DnsCache(NameResolver resolver, InstantSource clock) {
        this.resolver = resolver;
        this.clock = clock;
        this.threads = Executors.newFixedThreadPool(MAX_LOOKUPS, threads());
    }

    private static ThreadFactory threads() {
        return Thread.ofPlatform().name("look up ", 1).daemon().factory();
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        var lookup = join(host);
        try {
            var addresses = lookup.result.get().addresses();
            if (addresses.isEmpty()) throw new UnknownHostException(host);
            return addresses;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException fault) throw copy(fault);
            throw new IllegalStateException("DNS lookup of " + host + " failed unexpectedly", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        } finally {
            leave(host, lookup);
        }
    }

    /// Each waiting thread throws an exception of its own.
    private static UnknownHostException copy(UnknownHostException fault) {
        var copy = new UnknownHostException(fault.getMessage());
        copy.initCause(fault);
        return copy;
    }

    private synchronized Lookup join(String host) {
        var known = lookups.get(host);
        var lookup = known != null && isGood(known.result) ? known : begin(host);
        lookup.waiting++;
        return lookup;
    }

    private Lookup begin(String host) {
        lookups.remove(host);
        if (lookups.size() == MAX_ENTRIES) lookups.pollFirstEntry();
        var lookup = new Lookup(host);
        lookups.put(host, lookup);
        threads.execute(lookup.result);
        return lookup;
    }

    private synchronized void leave(String host, Lookup lookup) {
        lookup.waiting--;
        if (lookup.waiting > 0 || lookup.hasBegun) return;
        lookup.result.cancel(false);
        lookups.remove(host, lookup);
    }

    private boolean isGood(FutureTask<Resolution> lookup) {
        return switch (lookup.state()) {
            case RUNNING -> true;
            case SUCCESS -> lookup.resultNow().isGood(clock.instant());
            case FAILED, CANCELLED -> false;
        };
    }

    /// One lookup, and how many threads wait for it. Guarded by the cache's monitor.
    private final class Lookup {
        private final FutureTask<Resolution> result;
        private int waiting;
        private boolean hasBegun;

        Lookup(String host) {
            result = new FutureTask<>(() -> ask(host));
        }

        private Resolution ask(String host) throws UnknownHostException {
            synchronized (DnsCache.this) {
                hasBegun = true;
            }
            try {
                return new Resolution(resolver.resolve(host), clock.instant());
            } catch (UnknownHostException e) {
                // Says nothing about the name, so it is not cached.
                if (ResourceFault.of(e).isPresent()) throw e;
                return new Resolution(List.of(), clock.instant());
            }
        }
    }

    /// @param addresses empty when the name has no address or the lookup failed
    private record Resolution(List<InetAddress> addresses, Instant at) {
        boolean isGood(Instant now) {
            return now.isBefore(at.plus(addresses.isEmpty() ? NEGATIVE_TTL : POSITIVE_TTL));
        }
    }
}
