package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Stops work on images whose time is up, from one thread for all of them.
///
/// A native call cannot be interrupted, but libvips looks at a picture's kill flag before each strip of its pixels. It
/// does not look while a codec works in one call of its own: decoding the scans of a progressive JPEG, an AVIF or a
/// HEIC, quantising a palette, coding an AVIF. Those are bounded by the limits on pixels, scans and frames, and by less
/// effort for large pictures: 100 megapixels take about 19 s of a core for a palette and 14 s for an AVIF. What was
/// over its time is refused when that call returns.
final class Watchdog {
    // A flag that libvips has obeyed is taken down again, so it is put up until the work has ended.
    private static final Duration REPEAT = Duration.ofMillis(20);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("image-watchdog").factory());
    private final VipsFunctions vips;

    Watchdog(VipsFunctions vips) {
        this.vips = vips;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Starts to watch; closing the watch ends it.
    KillSwitch start(Duration time) {
        var killSwitch = new KillSwitch(vips);
        killSwitch.setTimer(
                timer.scheduleAtFixedRate(killSwitch::expire, time.toNanos(), REPEAT.toNanos(), TimeUnit.NANOSECONDS));
        return killSwitch;
    }

    /// The watch over the work on one image, shared by the thread that works and the timer that may stop it.
    static final class KillSwitch implements AutoCloseable {
        private final VipsFunctions vips;
        private final List<MemorySegment> images = new ArrayList<>();
        private Future<?> timerTask = CompletableFuture.completedFuture("none yet");
        private boolean expired;

        KillSwitch(VipsFunctions vips) {
            this.vips = vips;
        }

        synchronized void setTimer(Future<?> timer) {
            timerTask = timer;
        }

        synchronized void watch(MemorySegment picture) {
            images.add(picture);
        }

        synchronized void expire() {
            expired = true;
            for (var picture : images) vips.kill.call(picture, 1);
        }

        /// @throws TimeUp if it is
        synchronized void throwIfExpired() {
            if (expired) throw new VipsException.TimeLimitExceeded();
        }

        /// After this no picture is touched any more: it may be freed.
        @Override
        public synchronized void close() {
            timerTask.cancel(false);
            images.clear();
        }
    }
}
