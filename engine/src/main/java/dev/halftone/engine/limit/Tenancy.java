package dev.halftone.engine.limit;

/// Whether a resource has several tenants. If so, no tenant may take all of it: what one tenant has taken is given
/// back only when its slowest image ends, and others would have to wait for that.
public enum Tenancy {
    /// One job, which may take everything.
    SINGLE,
    /// A server: an eighth is kept for others.
    SHARED;

    private static final int SMALLEST_DIVISIBLE = 4;
    private static final int PARTS = 8;

    /// How much of `total` one tenant may hold. Less than four cannot be divided: keeping one of two for others
    /// would halve what a host is asked for.
    public long largestShare(long total) {
        return switch (this) {
            case SINGLE -> total;
            case SHARED -> total < SMALLEST_DIVISIBLE ? total : total - Math.max(1, total / PARTS);
        };
    }
}
