package dev.halftone.app.progress;

import java.io.PrintStream;
import java.time.Duration;

/// A line now and then, for logs and pipes: every five seconds at first, then as often as a tenth of the time has been
/// added, so that a job of hours makes a hundred lines and not thousands.
public final class ProgressLog implements ProgressDisplay {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

    private final PrintStream log;
    private Duration next = SHORTEST_PAUSE;

    public ProgressLog(PrintStream log) {
        this.log = log;
    }

    @Override
    public void show(Progress progress) {
        if (progress.elapsed().compareTo(next) < 0) return;
        log.println(ProgressLine.plain(progress));
        next = progress.elapsed().plus(longer(SHORTEST_PAUSE, progress.elapsed().dividedBy(10)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void end(Progress progress) {
        log.println(ProgressLine.plain(progress));
    }
}
