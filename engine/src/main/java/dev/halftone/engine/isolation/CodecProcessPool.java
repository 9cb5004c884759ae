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

/// The processes that code suspects, one image in each at a time. They are started when they are needed, kept for the
/// next image, and dismissed when none has come for a while.
public final class CodecProcessPool implements AutoCloseable {
    private static final Executor AFTER_A_WHILE = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

    private final CodecCommand codecCommand;
    private final CodecConfig codecConfig;
    private final PrioritySemaphore places;
    private final Deque<Rest> idle = new ConcurrentLinkedDeque<>();
    private final Set<CodecProcess> all = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /// @param most how many there may be
    public CodecProcessPool(CodecCommand codecCommand, CodecConfig codecConfig, int most) {
        this.codecCommand = codecCommand;
        this.codecConfig = codecConfig;
        this.places = new PrioritySemaphore(most);
    }

    CodecConfig orders() {
        return codecConfig;
    }

    /// Waits for a process, then for its work. An interrupt ends both.
    ///
    /// @throws IllegalStateException when no process can be started
    CodecProcess.Result recompress(CrashIsolation.Job job, FairnessKey fairnessKey) throws InterruptedException {
        places.acquire(fairnessKey);
        try {
            var result = recompress(job, takeIdle());
            // One that died while it was idle says nothing of the image.
            return result instanceof NotStarted ? recompress(job, start()) : result;
        } finally {
            places.release();
        }
    }

    private CodecProcess.Result recompress(CrashIsolation.Job job, CodecProcess codecProcess)
            throws InterruptedException {
        var survived = false;
        try {
            var result = codecProcess.recompress(job, codecConfig.timeout());
            survived = result instanceof Finished;
            // It was us who ended the process.
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

    /// The time between two images of a process.
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
