package dev.halftone.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;

/// Shows the progress of a job. It receives every change and decides what to show. For one thread.
public sealed interface ProgressDisplay permits ProgressDisplay.ProgressBar, ProgressDisplay.ProgressLog {

    /// A bar on a terminal, lines anywhere else.
    ///
    /// @param columns the terminal's width, if there is a terminal
    static ProgressDisplay on(PrintStream out, OptionalInt columns) {
        return columns.isPresent() ? new ProgressBar(out, columns.getAsInt()) : new ProgressLog(out);
    }

    void show(Progress progress);

    /// Shows the final state, and leaves the cursor on a new line.
    void end(Progress progress);

    /// One line on a terminal, redrawn in place.
    public static final class ProgressBar implements ProgressDisplay {
        // ECMA-48 §8.3.41: erases what a longer line before this one has left.
        private static final String ERASE_TO_END_OF_LINE = "\u001b[K";

        private final PrintStream terminal;
        private final int columns;

        public ProgressBar(PrintStream terminal, int columns) {
            this.terminal = terminal;
            this.columns = columns;
        }

        @Override
        public void show(Progress progress) {
            // In the last column some terminals already wrap to the next line.
            terminal.print("\r" + Progress.LineFormatter.formatWithBar(progress, columns - 1) + ERASE_TO_END_OF_LINE);
            terminal.flush();
        }

        @Override
        public void end(Progress progress) {
            show(progress);
            terminal.println();
        }
    }

    /// Occasional lines, for logs and pipes: every five seconds at first, then each time a tenth of the
    /// elapsed time has been added. A job of hours prints a hundred lines, not thousands.
    public static final class ProgressLog implements ProgressDisplay {
        private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

        private final PrintStream log;
        private Duration next = MIN_INTERVAL;

        public ProgressLog(PrintStream log) {
            this.log = log;
        }

        @Override
        public void show(Progress progress) {
            if (progress.elapsed().compareTo(next) < 0) return;
            log.println(Progress.LineFormatter.format(progress));
            next = progress.elapsed().plus(max(MIN_INTERVAL, progress.elapsed().dividedBy(10)));
        }

        private static Duration max(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        @Override
        public void end(Progress progress) {
            log.println(Progress.LineFormatter.format(progress));
        }
    }
}
