package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import java.util.concurrent.atomic.AtomicLong;

/// The heap for the coefficients of whole images, shared by all threads: the size of one image is limited, but there
/// are as many images as processors. Three quarters are for images in progress, the rest for memory that workspaces
/// keep for their next image.
public final class CoefficientBudget {
    private static final int HEAP_FRACTION = 4;
    private static final int KEPT_FRACTION = 4;

    private final long max;
    private final long maxKept;
    private final AtomicLong used = new AtomicLong();

    /// @param max bytes of images in progress
    /// @param maxKept bytes that one workspace may keep
    CoefficientBudget(long max, long maxKept) {
        this.max = max;
        this.maxKept = maxKept;
    }

    /// A quarter of the heap.
    public static long defaultBytes(long heap) {
        return heap / HEAP_FRACTION;
    }

    static CoefficientBudget ofThisProcess() {
        var runtime = Runtime.getRuntime();
        var bytes = defaultBytes(runtime.maxMemory());
        var kept = bytes / KEPT_FRACTION;
        return new CoefficientBudget(bytes - kept, kept / runtime.availableProcessors());
    }

    /// Takes bytes from the budget if it has them. Give them back with [#release].
    boolean tryReserve(long bytes) {
        if (used.addAndGet(bytes) <= max) return true;
        release(bytes);
        return false;
    }

    /// Runs work that fills the workspace with this many bytes of coefficients, if the budget has them.
    ///
    /// @throws JpegAbort when it does not
    void use(long bytes, Workspace workspace, Runnable work) {
        if (!tryReserve(bytes)) throw JpegAbort.declined(CodecPath.MEMORY);
        try {
            work.run();
        } finally {
            if (bytes > maxKept) workspace.freeCoefficients();
            release(bytes);
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
