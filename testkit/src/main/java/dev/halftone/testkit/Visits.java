package dev.halftone.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What the host remembers of its clients, and what tests wait for.
final class Visits {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<SeenRequest> seen = new ArrayList<>();
    private int hangUps;
    private int now;
    private int mostAtOnce;

    synchronized void began(SeenRequest request) {
        seen.add(request);
        mostAtOnce = Math.max(mostAtOnce, ++now);
        notifyAll();
    }

    synchronized void ended() {
        now--;
    }

    synchronized void hungUp() {
        hangUps++;
        notifyAll();
    }

    synchronized List<SeenRequest> seen() {
        return List.copyOf(seen);
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    void awaitRequests(int count) throws InterruptedException {
        await(() -> seen.size() >= count, count + " requests");
    }

    void awaitHangUps(int count) throws InterruptedException {
        await(() -> hangUps >= count, count + " hang-ups");
    }

    private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            var millisLeft = (deadline - System.nanoTime()) / 1_000_000;
            if (millisLeft <= 0) throw new AssertionError("waited in vain for " + what + "; saw " + seen);
            wait(millisLeft);
        }
    }
}
