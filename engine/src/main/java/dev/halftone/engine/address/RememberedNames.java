package dev.halftone.engine.address;

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

/// Asks for each name once in a while, and for few names at once: a file with a thousand hosts is no reason to ask the
/// name server a hundred thousand times, or a thousand times in one moment.
///
/// Whoever asks for a name that is being looked up waits for the same answer. Lookups have platform threads: one in a
/// virtual thread blocks a processor's worth of them until the name server answers (JDK 25; the call is the C
/// library's).
///
/// What is remembered is no promise: the guard looks at the address that is dialled.
public final class RememberedNames implements NameResolver {
    static final Duration FOUND = Duration.ofSeconds(30);
    static final Duration NOT_FOUND = Duration.ofSeconds(5);
    static final int LOOKUPS_AT_ONCE = 32;
    static final int REMEMBERED = 10_000;

    private final NameResolver resolver;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final SequencedMap<String, FutureTask<Answer>> lookups = new LinkedHashMap<>();

    public RememberedNames(NameResolver resolver, InstantSource clock) {
        this.resolver = resolver;
        this.clock = clock;
        this.threads = Executors.newFixedThreadPool(LOOKUPS_AT_ONCE, threads());
    }

    private static ThreadFactory threads() {
        return Thread.ofPlatform().name("look up ", 1).daemon().factory();
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            var addresses = lookup(host).get().addresses();
            if (addresses.isEmpty()) throw new UnknownHostException(host);
            return addresses;
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking up " + host + " broke down", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    private synchronized FutureTask<Answer> lookup(String host) {
        var known = lookups.get(host);
        if (known != null && isGood(known)) return known;
        lookups.remove(host);
        if (lookups.size() == REMEMBERED) lookups.pollFirstEntry();
        var lookup = new FutureTask<>(() -> ask(host));
        lookups.put(host, lookup);
        threads.execute(lookup);
        return lookup;
    }

    private boolean isGood(FutureTask<Answer> lookup) {
        return switch (lookup.state()) {
            case RUNNING -> true;
            case SUCCESS -> lookup.resultNow().isGood(clock.instant());
            case FAILED, CANCELLED -> false;
        };
    }

    private Answer ask(String host) {
        try {
            return new Answer(resolver.resolve(host), clock.instant());
        } catch (UnknownHostException e) {
            return new Answer(List.of(), clock.instant());
        }
    }

    /// @param addresses none, when the name has none or nobody could say
    private record Answer(List<InetAddress> addresses, Instant at) {
        boolean isGood(Instant now) {
            return now.isBefore(at.plus(addresses.isEmpty() ? NOT_FOUND : FOUND));
        }
    }
}
