package dev.halftone.app.progress;

import dev.halftone.app.setting.ByteSize;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/// Says in one line how far a job has come.
public final class ProgressLine {
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 5;

    private ProgressLine() {}

    /// In words only: `120 of 500 images (24%), 3 failed, 87.3 images/s, 12.3 MB saved (61%), 0:04 left`.
    public static String plain(Progress progress) {
        var words = new StringJoiner(", ");
        words.add(String.format(
                Locale.ROOT, "%d of %d images (%d%%)", progress.done(), progress.total(), percent(progress.part())));
        if (progress.failed() > 0) words.add(progress.failed() + " failed");
        if (progress.rate() > 0) words.add(String.format(Locale.ROOT, "%.1f images/s", progress.rate()));
        if (progress.saved() > 0) words.add(saved(progress));
        if (progress.done() < progress.total())
            progress.remaining().ifPresent(remaining -> words.add(clock(remaining) + " left"));
        return words.toString();
    }

    /// The words behind a bar, in at most `width` columns: `[######----] 120 of 500 images …`.
    public static String withBar(Progress progress, int width) {
        var words = plain(progress);
        var room = width - words.length() - "[] ".length();
        if (room < NARROWEST_BAR) return words.substring(0, Math.min(words.length(), Math.max(width, 0)));
        return "[" + bar(progress.part(), Math.min(room, WIDEST_BAR)) + "] " + words;
    }

    private static String bar(double part, int width) {
        var full = (int) (part * width);
        return "#".repeat(full) + "-".repeat(width - full);
    }

    private static String saved(Progress progress) {
        var part = (double) progress.saved() / progress.bytesIn();
        return new ByteSize(progress.saved()) + " saved (" + percent(part) + "%)";
    }

    /// Rounded down: 100 is said when it is reached.
    private static int percent(double part) {
        return (int) (part * 100);
    }

    /// `1:02:03` or `2:03`.
    private static String clock(Duration time) {
        var minutesAndSeconds = String.format(
                Locale.ROOT, time.toHours() > 0 ? "%02d:%02d" : "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
        return time.toHours() > 0 ? time.toHours() + ":" + minutesAndSeconds : minutesAndSeconds;
    }
}
