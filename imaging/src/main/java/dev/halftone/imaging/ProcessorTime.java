package dev.halftone.imaging;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Divides the processor time of this process among the images in work, so that an image's limit counts work and not
/// waiting: on a busy machine an image takes longer, but does no more.
///
/// The threads that libvips starts for an image cannot be told apart, so each image is charged an equal part of what
/// the process used, and never more than the time that passed. Thread-safe.
public final class ProcessorTime {
    /// A process has only one processor time, so all images share this.
    private static final ProcessorTime OF_THIS_PROCESS = new ProcessorTime(
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime, System::nanoTime);

    /// An image that gets less than a quarter of a processor is given up in the end: its thread may be stuck.
    private static final int MAX_SLOWDOWN = 4;

    /// Systems count processor time in steps of some milliseconds, so what exceeds the time that passed since the last
    /// look is charged later. The rest is that of other threads.
    private static final long MAX_CARRIED_NANOS = 100_000_000;

    private final LongSupplier processorNanos;
    private final LongSupplier nanoTime;
    private int images;
    private long processorNanosBefore;
    private long notCharged;
    private long nanoTimeBefore;
    /// What an image would have been charged that was in work from the beginning.
    private long charged;

    ProcessorTime(LongSupplier processorNanos, LongSupplier nanoTime) {
        this.processorNanos = processorNanos;
        this.nanoTime = nanoTime;
        this.processorNanosBefore = processorNanos.getAsLong();
        this.nanoTimeBefore = nanoTime.getAsLong();
    }

    /// Starts the work on an image in this process. Close the budget when the work has ended.
    ///
    /// @param limit how much processor time it may take
    public static Budget budget(Duration limit) {
        return OF_THIS_PROCESS.start(limit);
    }

    /// How long a budget lasts at most, by the clock.
    public static Duration longest(Duration limit) {
        return limit.multipliedBy(MAX_SLOWDOWN);
    }

    synchronized Budget start(Duration limit) {
        update();
        images++;
        return new Budget(limit.toNanos(), charged, nanoTimeBefore);
    }

    private synchronized void end() {
        update();
        images--;
    }

    private synchronized long charged() {
        update();
        return charged;
    }

    private void update() {
        var processorNow = processorNanos.getAsLong();
        var now = nanoTime.getAsLong();
        notCharged += processorNow - processorNanosBefore;
        if (images > 0) {
            var each = Math.min(notCharged / images, now - nanoTimeBefore);
            charged += each;
            notCharged -= each * images;
        }
        notCharged = Math.min(notCharged, MAX_CARRIED_NANOS);
        processorNanosBefore = processorNow;
        nanoTimeBefore = now;
    }

    /// The processor time that one image may take.
    public final class Budget implements AutoCloseable {
        private final long limit;
        private final long chargedBefore;
        private final long start;

        private Budget(long limit, long chargedBefore, long start) {
            this.limit = limit;
            this.chargedBefore = chargedBefore;
            this.start = start;
        }

        /// Whether the image has taken all of it. Cheap until it can be.
        public boolean isSpent() {
            var elapsed = nanoTime.getAsLong() - start;
            if (elapsed <= limit) return false;
            return charged() - chargedBefore > limit || elapsed > MAX_SLOWDOWN * limit;
        }

        @Override
        public void close() {
            end();
        }
    }
}
