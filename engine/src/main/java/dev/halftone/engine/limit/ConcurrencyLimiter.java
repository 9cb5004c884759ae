package dev.halftone.engine.limit;

/// How much a host is asked for at once: half as much whenever it cannot keep up, one more after each round that went
/// well (additive increase, multiplicative decrease, as TCP does it; RFC 5681 §3.1).
///
/// Not for several threads at once.
public final class ConcurrencyLimiter {
    private final int most;
    private int limit;
    private int successes;
    private int decreases;

    public ConcurrencyLimiter(int most) {
        this.most = most;
        this.limit = most;
    }

    public int limit() {
        return limit;
    }

    /// How often it was slowed down so far: who begins a transfer remembers it for [#onOverload].
    public int decreases() {
        return decreases;
    }

    public void onSuccess() {
        if (++successes < limit || limit == most) return;
        successes = 0;
        limit++;
    }

    /// Halves the limit, once for all transfers that began under it.
    ///
    /// @param decreasesBefore how many decreases there were when the transfer began: sixteen that began under
    /// one limit and fail together are one reason to slow down, not sixteen
    public void onOverload(int decreasesBefore) {
        if (decreasesBefore < decreases) return;
        decreases++;
        successes = 0;
        limit = Math.max(1, limit / 2);
    }

    public boolean isAtMaximum() {
        return limit == most;
    }
}
