package dev.halftone.imaging.jpeg;

import java.util.concurrent.atomic.AtomicLong;

/// The heap for the coefficients of whole images, shared by all threads: the size of one image is limited, but there
/// are as many images as processors.
public final class CoefficientBudget {
    private static final int HEAP_FRACTION = 4;

    private final long max;
    private final AtomicLong used = new AtomicLong();

    CoefficientBudget(long max) {
        this.max = max;
    }

    /// A quarter of the heap.
    public static long defaultBytes(long heap) {
        return heap / HEAP_FRACTION;
    }

    static CoefficientBudget ofThisProcess() {
        return new CoefficientBudget(defaultBytes(Runtime.getRuntime().maxMemory()));
    }

    /// Takes bytes from the budget if it has them. Give them back with [#release].
    boolean tryReserve(long bytes) {
        if (used.addAndGet(bytes) <= max) return true;
        release(bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
