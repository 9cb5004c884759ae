package dev.halftone.engine.processing;

import dev.halftone.engine.isolation.CrashIsolation;
import dev.halftone.engine.isolation.ImageFingerprint;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs the image codec on as many threads as there are processors, as far as there is memory ([CodecAdmission]).
/// Images that are suspected of crashing or hanging the codec run in child processes, and so does every image once
/// all threads hang.
public final class CodecExecutor implements AutoCloseable {
    private final ImageCodec codec;
    private final CrashIsolation isolation;
    private final CodecThreadPool threads;
    private final CodecAdmission admission;

    /// Creates the threads.
    ///
    /// @param limits how many images are coded at once
    public CodecExecutor(ImageCodec codec, CrashIsolation isolation, CodecAdmission.Limits limits) {
        this.codec = codec;
        this.isolation = isolation;
        this.threads = new CodecThreadPool(limits.threads());
        this.admission = new CodecAdmission(limits);
    }

    /// Equal identities give equal bytes for the same source and recipe.
    String identity() {
        return codec.outputVersion();
    }

    /// Waits for a thread and memory, then for the result. An interrupt abandons the result.
    Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness) throws InterruptedException {
        var fingerprint = ImageFingerprint.of(source);
        if (isolation.isSuspect(fingerprint) || threads.areAllHung()) return recompressApart(source, recipe, fairness);
        var memory = codec.workingMemory(source, recipe);
        // A hung codec gives its memory back, too, though it still holds it: otherwise a few would stop all
        // others.
        try (var _ = admission.acquire(CodecAdmission.Place.THREAD, memory, fairness)) {
            return threads.run(
                            () -> isolation.recording(fingerprint, () -> codec.recompress(source, recipe)),
                            fairness,
                            isolation.timeout())
                    .orElseGet(() -> isolation.onHang(fingerprint));
        }
    }

    /// Does the same in a child process.
    Recompressed recompressApart(ImageBytes source, Recipe recipe, FairnessKey fairness) throws InterruptedException {
        var memory = codec.workingMemory(source, recipe);
        try (var _ = admission.acquire(CodecAdmission.Place.CHILD_PROCESS, memory, fairness)) {
            var job = new CrashIsolation.Job(source, recipe);
            return isolation.recompress(ImageFingerprint.of(source), job, fairness);
        }
    }

    /// How many images wait for a thread or for memory.
    int waiting() {
        return admission.waiting() + threads.waiting();
    }

    /// How many bytes the images being coded need, by their headers.
    long memory() {
        return admission.held();
    }

    long maxMemory() {
        return admission.limit();
    }

    /// How many threads hang.
    int hung() {
        return threads.hung();
    }

    @Override
    public void close() {
        threads.close();
        isolation.close();
    }

    /// Platform threads, because libvips needs their stacks. Waiting jobs run in the order of their
    /// [FairnessKey].
    ///
    /// A thread in a native call cannot be stopped. If one hangs, it is abandoned and replaced, so that the
    /// number of working threads stays the same; should it return after all, there is one fewer again.
    static final class CodecThreadPool implements AutoCloseable {
        /// For a small image while large ones have the others ([CodecAdmission]).
        private static final int EXTRA = 1;

        private final int size;
        private final ThreadPoolExecutor threads;
        private int hung;

        CodecThreadPool(int size) {
            this.size = size;
            this.threads = new ThreadPoolExecutor(
                    size + EXTRA,
                    size + EXTRA,
                    0,
                    TimeUnit.SECONDS,
                    new PriorityBlockingQueue<>(),
                    Thread.ofPlatform().name("codec-", 1).daemon().factory());
        }

        /// Waits for a thread, however long, then for the result. An interrupt abandons the result; the codec
        /// ends by its own limit.
        ///
        /// @return empty when the codec takes longer than `timeout`
        Optional<Recompressed> run(Callable<Recompressed> codec, FairnessKey fairness, Duration timeout)
                throws InterruptedException {
            var job = new Job(codec, fairness);
            threads.execute(job);
            try {
                return job.await(timeout);
            } catch (InterruptedException e) {
                job.cancel(false);
                threads.remove(job);
                throw e;
            }
        }

        int waiting() {
            return threads.getQueue().size();
        }

        synchronized int hung() {
            return hung;
        }

        /// Whether as many threads hang as should be working: then the cause is more than one image.
        synchronized boolean areAllHung() {
            return hung >= size;
        }

        private void resize() {
            // The executor refuses a core size above its maximum, so the maximum goes out of the way first.
            threads.setMaximumPoolSize(Integer.MAX_VALUE);
            threads.setCorePoolSize(size + EXTRA + hung);
            threads.setMaximumPoolSize(size + EXTRA + hung);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }

        private final class Job extends FutureTask<Recompressed> implements Comparable<Job> {
            private final CountDownLatch started = new CountDownLatch(1);
            private final FairnessKey fairness;
            private boolean isAbandoned;

            Job(Callable<Recompressed> codec, FairnessKey fairness) {
                super(codec);
                this.fairness = fairness;
            }

            Optional<Recompressed> await(Duration timeout) throws InterruptedException {
                started.await();
                try {
                    return Optional.of(get(timeout.toNanos(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException e) {
                    abandon();
                    return Optional.empty();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the codec failed unexpectedly", e.getCause());
                }
            }

            @Override
            public void run() {
                started.countDown();
                super.run();
                returned();
            }

            private void abandon() {
                synchronized (CodecThreadPool.this) {
                    if (isDone()) return;
                    isAbandoned = true;
                    hung++;
                    resize();
                }
            }

            private void returned() {
                synchronized (CodecThreadPool.this) {
                    if (!isAbandoned) return;
                    hung--;
                    resize();
                }
            }

            @Override
            public int compareTo(Job other) {
                return fairness.compareTo(other.fairness);
            }
        }
    }
}
