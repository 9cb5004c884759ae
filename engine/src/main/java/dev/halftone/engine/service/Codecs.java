package dev.halftone.engine.service;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads that code images: platform threads, because libvips wants their stacks, and as many as there are
/// processors, because more would only take turns.
public final class Codecs implements AutoCloseable {
    private final Recompressor recompressor;
    private final ExecutorService threads;

    public Codecs(Recompressor recompressor, int atOnce) {
        this.recompressor = recompressor;
        this.threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("codec-", 1).daemon().factory());
    }

    String coder() {
        return recompressor.identity();
    }

    /// Waits for a thread, then for its work. An interrupt gives the result up; the work itself ends by its own limit.
    Recompressed recompress(ImageBytes source, Recipe recipe) throws InterruptedException {
        var work = threads.submit(() -> recompressor.recompress(source, recipe));
        try {
            return work.get();
        } catch (InterruptedException e) {
            work.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a codec broke its promise", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
