package dev.halftone.app.cli;

import dev.halftone.app.config.ByteSize;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request.Counts;
import dev.halftone.engine.request.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/// The progress of a job.
///
/// @param imagesPerSecond how many images ended in each of the last seconds
/// @param waiting what keeps the job from going on, while nothing ends
/// @param elapsed the time since this run started
/// @param at when this was so
public record Progress(Counts counts, double imagesPerSecond, Optional<Waiting> waiting, Duration elapsed, Instant at) {

    long done() {
        return counts.imagesDone();
    }

    long total() {
        return counts.images();
    }

    /// The fraction of the images that has ended, from 0 to 1; 1 when there are none.
    double fraction() {
        return total() == 0 ? 1 : (double) done() / total();
    }

    /// The estimated time to the end; empty when all images have ended, or while it is unknown. Not less than a
    /// second.
    Optional<Duration> remaining() {
        if (imagesPerSecond == 0 || waiting.isPresent() || done() == total()) return Optional.empty();
        return Optional.of(Duration.ofSeconds((long) Math.ceil((total() - done()) / imagesPerSecond)));
    }

    /// The bytes saved in total. No image becomes larger.
    long bytesSaved() {
        return counts.bytesIn() - counts.bytesOut();
    }

    /// Formats progress as one line.
    public static final class LineFormatter {
        private static final int MAX_BAR_WIDTH = 40;
        private static final int MIN_BAR_WIDTH = 5;
        private static final long MINUTES_FROM_SECONDS = 120;

        private LineFormatter() {}

        /// Without a bar: `120 of 500 images (24%), 3 failed, 87.3 images/s, 12.3 MB saved (61%), 0:04 left`.
        /// While images wait, that stands in the place of the rate and the time left.
        public static String format(Progress progress) {
            var parts = new StringJoiner(", ");
            parts.add("%d of %s (%d%%)"
                    .formatted(progress.done(), new Counted(progress.total(), "image"), percent(progress.fraction())));
            if (progress.counts().failed() > 0) parts.add(progress.counts().failed() + " failed");
            if (progress.imagesPerSecond() > 0 && progress.waiting().isEmpty())
                parts.add(String.format(Locale.ROOT, "%.1f images/s", progress.imagesPerSecond()));
            if (progress.bytesSaved() > 0) parts.add(saved(progress));
            progress.remaining().ifPresent(remaining -> parts.add(clock(remaining) + " left"));
            progress.waiting().ifPresent(waiting -> parts.add(words(waiting, progress.at())));
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
            var fraction = (double) progress.bytesSaved() / progress.counts().bytesIn();
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

        /// `1 image waits for cdn.example to recover, next try in 40 s`, or `waiting for storage: the disk is
        /// full`.
        private static String words(Waiting waiting, Instant now) {
            if (waiting.code().equals(FailureCode.STORAGE_FAILED)) return "waiting for storage: " + waiting.message();
            var hosts = waiting.host().map(host -> host + others(waiting.hosts() - 1) + " to recover");
            var tried = waiting.nextTry().map(time -> ", next try " + in(Duration.between(now, time)));
            return new Counted(waiting.images(), "image")
                    + (waiting.images() == 1 ? " waits for " : " wait for ")
                    + hosts.orElse("another try")
                    + tried.orElse("");
        }

        private static String others(long hosts) {
            return hosts > 0 ? " and " + new Counted(hosts, "other host") : "";
        }

        private static String in(Duration wait) {
            var seconds = Math.ceilDiv(wait.toMillis(), 1_000);
            if (seconds <= 0) return "now";
            return seconds < MINUTES_FROM_SECONDS ? "in " + seconds + " s" : "in " + Math.ceilDiv(seconds, 60) + " min";
        }
    }
}
