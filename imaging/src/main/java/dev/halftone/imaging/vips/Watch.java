package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// The watch over the work on one image, shared by the thread that works and the timer that may stop it.
final class Watch implements AutoCloseable {
    private final VipsFunctions vips;
    private final List<MemorySegment> pictures = new ArrayList<>();
    private Future<?> ticks = CompletableFuture.completedFuture("none yet");
    private boolean over;

    Watch(VipsFunctions vips) {
        this.vips = vips;
    }

    synchronized void tickedBy(Future<?> timer) {
        ticks = timer;
    }

    synchronized void over(MemorySegment picture) {
        pictures.add(picture);
    }

    synchronized void timeIsUp() {
        over = true;
        for (var picture : pictures) vips.kill.call(picture, 1);
    }

    /// @throws TimeUp if it is
    synchronized void check() {
        if (over) throw new TimeUp();
    }

    /// After this no picture is touched any more: it may be freed.
    @Override
    public synchronized void close() {
        ticks.cancel(false);
        pictures.clear();
    }
}
