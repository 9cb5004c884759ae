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

/// Where images are coded: on threads of this process, as many as there are processors, because more would only take
/// turns; suspects apart, in processes of their own, and so is everything once as many threads hang.
public final class CodecExecutor implements AutoCloseable {
    private final ImageCodec imageCodec;
    private final CrashIsolation crashIsolation;
    private final CodecThreadPool threads;

    public CodecExecutor(ImageCodec imageCodec, CrashIsolation crashIsolation, int atOnce) {
        this.imageCodec = imageCodec;
        this.crashIsolation = crashIsolation;
        this.threads = new CodecThreadPool(atOnce);
    }

    /// What makes the same bytes of the same source and recipe.
    String identity() {
        return imageCodec.outputVersion();
    }

    /// Waits for a place, then for the work. An interrupt gives the result up.
    Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairnessKey) throws InterruptedException {
        var job = new CrashIsolation.Job(source, recipe);
        var imageFingerprint = ImageFingerprint.of(source);
        return crashIsolation.isSuspect(imageFingerprint) || threads.areAllHung()
                ? crashIsolation.recompress(imageFingerprint, job, fairnessKey)
                : recompress(imageFingerprint, job, fairnessKey);
    }

    private Recompressed recompress(ImageFingerprint imageFingerprint, CrashIsolation.Job job, FairnessKey fairnessKey)
            throws InterruptedException {
        return threads.run(
                        () -> crashIsolation.recording(
                                imageFingerprint, () -> imageCodec.recompress(job.source(), job.recipe())),
                        fairnessKey,
                        crashIsolation.timeout())
                .orElseGet(() -> crashIsolation.onHang(imageFingerprint));
    }

    /// How many images wait for a thread.
    int waiting() {
        return threads.waiting();
    }

    /// How many threads hang.
    int hung() {
        return threads.hung();
    }

    @Override
    public void close() {
        threads.close();
        crashIsolation.close();
    }

    /// Platform threads, because libvips wants their stacks. Of the work that waits, that with the smallest
    /// [FairnessKey] is next.
    ///
    /// A thread in a native call cannot be stopped. One that hangs is given up and another takes its place, so
    /// that as many as before are at work; should it come back after all, there is one fewer again.
    static final class CodecThreadPool implements AutoCloseable {
        private final int atOnce;
        private final ThreadPoolExecutor threads;
        private int hung;

        CodecThreadPool(int atOnce) {
            this.atOnce = atOnce;
            this.threads = new ThreadPoolExecutor(
                    atOnce,
                    atOnce,
                    0,
                    TimeUnit.SECONDS,
                    new PriorityBlockingQueue<>(),
                    Thread.ofPlatform().name("codec-", 1).daemon().factory());
        }

        /// Waits for a thread, however long, then for its work. An interrupt gives the result up; the work
        /// itself ends by its own limit.
        ///
        /// @return empty when the work takes longer than `patience`
        Optional<Recompressed> run(Callable<Recompressed> codec, FairnessKey fairnessKey, Duration patience)
                throws InterruptedException {
            var work = new Work(codec, fairnessKey);
            threads.execute(work);
            try {
                return work.await(patience);
            } catch (InterruptedException e) {
                work.cancel(false);
                threads.remove(work);
                throw e;
            }
        }

        int waiting() {
            return threads.getQueue().size();
        }

        /// How many threads hang.
        synchronized int hung() {
            return hung;
        }

        /// Whether as many hang as there should be at work: whatever it is, it is not one image.
        synchronized boolean areAllHung() {
            return hung >= atOnce;
        }

        private void resize() {
            // The largest number first where it grows, and last where it shrinks: the other way round is
            // refused.
            threads.setMaximumPoolSize(Integer.MAX_VALUE);
            threads.setCorePoolSize(atOnce + hung);
            threads.setMaximumPoolSize(atOnce + hung);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }

        private final class Work extends FutureTask<Recompressed> implements Comparable<Work> {
            private final CountDownLatch begun = new CountDownLatch(1);
            private final FairnessKey fairnessKey;
            private boolean isLost;

            Work(Callable<Recompressed> codec, FairnessKey fairnessKey) {
                super(codec);
                this.fairnessKey = fairnessKey;
            }

            Optional<Recompressed> await(Duration patience) throws InterruptedException {
                begun.await();
                try {
                    return Optional.of(get(patience.toNanos(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException e) {
                    giveUp();
                    return Optional.empty();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a codec broke its promise", e.getCause());
                }
            }

            @Override
            public void run() {
                begun.countDown();
                super.run();
                comeBack();
            }

            private void giveUp() {
                synchronized (CodecThreadPool.this) {
                    if (isDone()) return;
                    isLost = true;
                    hung++;
                    resize();
                }
            }

            private void comeBack() {
                synchronized (CodecThreadPool.this) {
                    if (!isLost) return;
                    hung--;
                    resize();
                }
            }

            @Override
            public int compareTo(Work other) {
                return fairnessKey.compareTo(other.fairnessKey);
            }
        }
    }
}
