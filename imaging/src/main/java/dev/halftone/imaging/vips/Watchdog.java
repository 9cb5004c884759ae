package dev.halftone.imaging.vips;

import dev.halftone.imaging.ProcessorTime;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Stops work on images whose processor time is spent, from one thread for all of them.
///
/// A native call cannot be interrupted, but libvips checks an image's kill flag before each strip of pixels. It does
/// not check while a codec works in a single call: decoding the scans of a progressive JPEG, an AVIF or a HEIC,
/// quantizing a palette, encoding an AVIF. Those are bounded by the limits on pixels, scans and frames, and by less
/// effort for large images: 100 megapixels take about 19 s of a core for a palette and 14 s for an AVIF. If such a
/// call exceeds the limit, the image is refused when it returns.
final class Watchdog {
    // libvips clears a flag that it has obeyed, so the flag is set again until the work has ended.
    private static final Duration REPEAT = Duration.ofMillis(20);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("image-watchdog").factory());
    private final VipsFunctions vips;

    Watchdog(VipsFunctions vips) {
        this.vips = vips;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Starts the limit of [ProcessorTime]. Close the switch when the work has ended.
    KillSwitch start(Duration limit) {
        var killSwitch = new KillSwitch(vips, ProcessorTime.budget(limit));
        killSwitch.setTimer(timer.scheduleAtFixedRate(
                killSwitch::expireIfSpent, limit.toNanos(), REPEAT.toNanos(), TimeUnit.NANOSECONDS));
        return killSwitch;
    }

    /// The kill switch of one image, shared by the working thread and the timer.
    static final class KillSwitch implements AutoCloseable {
        private final VipsFunctions vips;
        private final List<MemorySegment> images = new ArrayList<>();
        private Future<?> timerTask = CompletableFuture.completedFuture("none yet");
        private final ProcessorTime.Budget budget;
        private boolean expired;

        KillSwitch(VipsFunctions vips, ProcessorTime.Budget budget) {
            this.vips = vips;
            this.budget = budget;
        }

        synchronized void setTimer(Future<?> timer) {
            timerTask = timer;
        }

        synchronized void watch(MemorySegment image) {
            images.add(image);
        }

        synchronized void expireIfSpent() {
            expired |= budget.isSpent();
            if (!expired) return;
            for (var image : images) vips.kill.call(image, 1);
        }

        /// Throws if the time is spent.
        ///
        /// @throws VipsException.TimeLimitExceeded if it is
        synchronized void throwIfExpired() {
            if (expired) throw new VipsException.TimeLimitExceeded();
        }

        /// After this the timer touches no image, so they may be freed.
        @Override
        public synchronized void close() {
            timerTask.cancel(false);
            budget.close();
            images.clear();
        }
    }
}
