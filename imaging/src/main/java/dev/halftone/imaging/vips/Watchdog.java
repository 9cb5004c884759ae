package dev.halftone.imaging.vips;

import java.time.Duration;
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
    Watch watch(Duration time) {
        var watch = new Watch(vips);
        watch.tickedBy(
                timer.scheduleAtFixedRate(watch::timeIsUp, time.toNanos(), REPEAT.toNanos(), TimeUnit.NANOSECONDS));
        return watch;
    }
}
