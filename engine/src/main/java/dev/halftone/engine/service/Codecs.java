package dev.halftone.engine.service;

import dev.halftone.engine.source.Turn;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressor;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// The threads that code images: platform threads, because libvips wants their stacks, and as many as there are
/// processors, because more would only take turns. Of the images that wait, the one with the smallest [Turn] is next.
public final class Codecs implements AutoCloseable {
    private final BiFunction<ImageBytes, Recipe, Recompressed> coder;
    private final String identity;
    private final ThreadPoolExecutor threads;

    public static Codecs of(Recompressor recompressor, int atOnce) {
        return new Codecs(recompressor::recompress, recompressor.identity(), atOnce);
    }

    /// @param coder what they do
    /// @param identity what makes the same bytes of the same source and recipe
    Codecs(BiFunction<ImageBytes, Recipe, Recompressed> coder, String identity, int atOnce) {
        this.coder = coder;
        this.identity = identity;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(),
                Thread.ofPlatform().name("codec-", 1).daemon().factory());
    }

    String identity() {
        return identity;
    }

    /// Waits for a thread, then for its work. An interrupt gives the result up; the work itself ends by its own limit.
    Recompressed recompress(ImageBytes source, Recipe recipe, Turn turn) throws InterruptedException {
        var work = new Work(turn, () -> coder.apply(source, recipe));
        threads.execute(work);
        try {
            return work.get();
        } catch (InterruptedException e) {
            work.cancel(false);
            threads.remove(work);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a codec broke its promise", e.getCause());
        }
    }

    int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Work extends FutureTask<Recompressed> implements Comparable<Work> {
        private final Turn turn;

        Work(Turn turn, Callable<Recompressed> work) {
            super(work);
            this.turn = turn;
        }

        @Override
        public int compareTo(Work other) {
            return turn.compareTo(other.turn);
        }
    }
}
