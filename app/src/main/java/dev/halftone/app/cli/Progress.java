package dev.halftone.app.cli;

import dev.halftone.app.config.ByteSize;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/// The progress of a job.
///
/// @param done images that have ended, succeeded or failed
/// @param doneBefore images that were done before this run, if it resumes an earlier one
/// @param total images of the job
/// @param failed images that failed
/// @param bytesIn total size of the succeeded images as received
/// @param bytesOut total size of the succeeded images as published
/// @param elapsed the time since this run started
public record Progress(
        long done, long doneBefore, long total, long failed, long bytesIn, long bytesOut, Duration elapsed) {
    public Progress {
        if (doneBefore < 0 || doneBefore > done || done > total || failed < 0 || failed > done)
            throw new IllegalArgumentException(
                    "%d before, %d done, %d failed of %d images".formatted(doneBefore, done, failed, total));
    }

    /// The fraction of the images that has ended, from 0 to 1; 1 when there are none.
    double fraction() {
        return total == 0 ? 1 : (double) done / total;
    }

    /// Images per second in this run.
    double imagesPerSecond() {
        return elapsed.isPositive() ? (done - doneBefore) / seconds() : 0;
    }

    /// The estimated time to the end at the current rate; empty while it is unknown.
    Optional<Duration> remaining() {
        return imagesPerSecond() > 0
                ? Optional.of(Duration.ofSeconds(Math.round((total - done) / imagesPerSecond())))
                : Optional.empty();
    }

    /// The bytes saved in total. No image becomes larger.
    long bytesSaved() {
        return bytesIn - bytesOut;
    }

    private double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    /// Formats progress as one line.
    public static final class LineFormatter {
        private static final int MAX_BAR_WIDTH = 40;
        private static final int MIN_BAR_WIDTH = 5;

        private LineFormatter() {}

        /// Without a bar: `120 of 500 images (24%), 3 failed, 87.3 images/s, 12.3 MB saved (61%), 0:04 left`.
        public static String format(Progress progress) {
            var parts = new StringJoiner(", ");
            parts.add(String.format(
                    Locale.ROOT,
                    "%d of %d images (%d%%)",
                    progress.done(),
                    progress.total(),
                    percent(progress.fraction())));
            if (progress.failed() > 0) parts.add(progress.failed() + " failed");
            if (progress.imagesPerSecond() > 0)
                parts.add(String.format(Locale.ROOT, "%.1f images/s", progress.imagesPerSecond()));
            if (progress.bytesSaved() > 0) parts.add(saved(progress));
            if (progress.done() < progress.total())
                progress.remaining().ifPresent(remaining -> parts.add(clock(remaining) + " left"));
            return parts.toString();
        }

        /// With a bar, in at most `width` columns: `[######----] 120 of 500 images …`.
        public static String formatWithBar(Progress progress, int width) {
            var text = format(progress);
            var barWidth = width - text.length() - "[] ".length();
            if (barWidth < MIN_BAR_WIDTH) return text.substring(0, Math.min(text.length(), Math.max(width, 0)));
            return "[" + bar(progress.fraction(), Math.min(barWidth, MAX_BAR_WIDTH)) + "] " + text;
        }

        private static String bar(double fraction, int width) {
            var filled = (int) (fraction * width);
            return "#".repeat(filled) + "-".repeat(width - filled);
        }

        private static String saved(Progress progress) {
            var fraction = (double) progress.bytesSaved() / progress.bytesIn();
            return new ByteSize(progress.bytesSaved()) + " saved (" + percent(fraction) + "%)";
        }

        /// Rounded down, so that 100 means complete.
        private static int percent(double fraction) {
            return (int) (fraction * 100);
        }

        /// `1:02:03` or `2:03`.
        private static String clock(Duration time) {
            var minutesAndSeconds = String.format(
                    Locale.ROOT,
                    time.toHours() > 0 ? "%02d:%02d" : "%d:%02d",
                    time.toMinutesPart(),
                    time.toSecondsPart());
            return time.toHours() > 0 ? time.toHours() + ":" + minutesAndSeconds : minutesAndSeconds;
        }
    }
}
