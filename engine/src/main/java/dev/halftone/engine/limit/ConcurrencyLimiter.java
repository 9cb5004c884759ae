package dev.halftone.engine.limit;

/// Adapts how many requests a host gets at once. The limit is halved when the host is overloaded, and grows by one
/// after each round of successes (additive increase, multiplicative decrease, as in TCP; RFC 5681 §3.1).
///
/// Not thread-safe.
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

    /// How often the limit was decreased so far. A transfer remembers it from its start for [#onOverload].
    public int decreases() {
        return decreases;
    }

    public void onSuccess() {
        if (++successes < limit || limit == most) return;
        successes = 0;
        limit++;
    }

    /// Halves the limit, but only once for all transfers that began under the same limit. Sixteen transfers
    /// that fail together are one reason to slow down, not sixteen.
    ///
    /// @param decreasesBefore the value of [#decreases] when the transfer began
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
