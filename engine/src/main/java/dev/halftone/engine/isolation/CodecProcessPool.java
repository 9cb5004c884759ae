package dev.halftone.engine.isolation;

import dev.halftone.engine.isolation.CodecProcess.Result.Finished;
import dev.halftone.engine.isolation.CodecProcess.Result.NotStarted;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A pool of codec processes for suspect images, each coding one image at a time. Processes are started on demand,
/// reused, and closed after a minute without an image.
public final class CodecProcessPool implements AutoCloseable {
    private static final Executor AFTER_A_WHILE = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

    private final CodecCommand codecCommand;
    private final CodecConfig codecConfig;
    private final PrioritySemaphore permits;
    private final Deque<Rest> idle = new ConcurrentLinkedDeque<>();
    private final Set<CodecProcess> all = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /// Creates an empty pool.
    ///
    /// @param maxProcesses how many processes there may be
    public CodecProcessPool(CodecCommand codecCommand, CodecConfig codecConfig, int maxProcesses) {
        this.codecCommand = codecCommand;
        this.codecConfig = codecConfig;
        this.permits = new PrioritySemaphore(maxProcesses);
    }

    CodecConfig config() {
        return codecConfig;
    }

    /// Codes an image in a process of the pool. Waits for a process, then for the result. An interrupt ends
    /// both waits.
    ///
    /// @throws IllegalStateException when no process can be started
    CodecProcess.Result recompress(CrashIsolation.Job job, FairnessKey fairnessKey) throws InterruptedException {
        permits.acquire(fairnessKey);
        try {
            var result = recompress(job, takeIdle());
            // If an idle process died before it had the image, the image is not to blame: try a new process.
            return result instanceof NotStarted ? recompress(job, start()) : result;
        } finally {
            permits.release(fairnessKey);
        }
    }

    private CodecProcess.Result recompress(CrashIsolation.Job job, CodecProcess codecProcess)
            throws InterruptedException {
        var survived = false;
        try {
            var result = codecProcess.recompress(job, codecConfig.timeout());
            survived = result instanceof Finished;
            // Closing the pool killed the process, not the image.
            if (isClosed && !survived) throw new InterruptedException("shutting down");
            return result;
        } finally {
            if (survived) keep(codecProcess);
            else dismiss(codecProcess);
        }
    }

    private CodecProcess takeIdle() throws InterruptedException {
        var rest = idle.pollLast();
        return rest == null ? start() : rest.codecProcess;
    }

    private CodecProcess start() throws InterruptedException {
        var codecProcess = CodecProcess.start(codecCommand, codecConfig);
        all.add(codecProcess);
        if (isClosed) dismiss(codecProcess);
        return codecProcess;
    }

    private void keep(CodecProcess codecProcess) {
        var rest = new Rest(codecProcess);
        idle.add(rest);
        AFTER_A_WHILE.execute(() -> {
            if (idle.remove(rest)) dismiss(codecProcess);
        });
    }

    /// An idle period of a process. Each has its own identity, so that a stale timer does not close a
    /// reused process.
    private static final class Rest {
        private final CodecProcess codecProcess;

        Rest(CodecProcess codecProcess) {
            this.codecProcess = codecProcess;
        }
    }

    private void dismiss(CodecProcess codecProcess) {
        all.remove(codecProcess);
        codecProcess.close();
    }

    @Override
    public void close() {
        isClosed = true;
        all.forEach(this::dismiss);
    }
}
