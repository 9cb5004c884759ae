package dev.halftone.engine.source;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/// Sees to it that no host is asked for too much at once. A host is remembered only while somebody is at it or
/// waits for it: a file may name a million hosts.
final class HostPermits {
    private final int perHost;
    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

    HostPermits(int perHost) {
        this.perHost = perHost;
    }

    /// Waits for the host's next free place; closing the permit gives the place back.
    Permit acquire(String host) throws InterruptedException {
        var line = join(host);
        try {
            line.places().acquire();
        } catch (InterruptedException e) {
            leave(host);
            throw e;
        }
        return () -> {
            line.places().release();
            leave(host);
        };
    }

    int hosts() {
        return lines.size();
    }

    /// The map lets one thread at a time change a host's entry, so that nobody joins a line just being dropped.
    private Line join(String host) {
        return lines.compute(host, (_, line) -> line == null ? Line.ofOne(perHost) : line.joined());
    }

    private void leave(String host) {
        lines.computeIfPresent(host, (_, line) -> line.people() == 1 ? null : line.left());
    }

    /// @param people how many hold or wait for a place
    private record Line(Semaphore places, int people) {
        static Line ofOne(int places) {
            return new Line(new Semaphore(places, true), 1);
        }

        Line joined() {
            return new Line(places, people + 1);
        }

        Line left() {
            return new Line(places, people - 1);
        }
    }

    /// A place, until closed.
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
