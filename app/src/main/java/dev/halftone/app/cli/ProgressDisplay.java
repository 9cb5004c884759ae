package dev.halftone.app.cli;

import dev.halftone.app.cli.CliEnvironment.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;

/// Shows the progress of a job. It receives every change and decides what to show. For one thread.
public sealed interface ProgressDisplay
        permits ProgressDisplay.ProgressBar,
                ProgressDisplay.ProgressLog,
                ProgressDisplay.Hidden,
                RunEvents.ProgressEvents {

    /// A bar on a terminal, lines anywhere else.
    static ProgressDisplay on(PrintStream out, Terminal terminal) {
        return terminal.columns().isPresent() ? new ProgressBar(out, terminal) : new ProgressLog(out);
    }

    void show(Progress progress);

    /// Shows the final state, and leaves the cursor on a new line.
    void end(Progress progress);

    /// Leaves the cursor on a new line for something else, in any thread.
    default void interrupt() {}

    /// One line on a terminal, redrawn in place.
    final class ProgressBar implements ProgressDisplay {
        // ECMA-48 §8.3.41: erases what a longer line before this one has left.
        private static final String ERASE_TO_END_OF_LINE = "\u001b[K";

        /// Asking for the width starts a process, which is too much for every draw.
        private static final Duration WIDTH_INTERVAL = Duration.ofSeconds(1);

        private final PrintStream out;
        private final Terminal terminal;
        private OptionalInt columns = OptionalInt.empty();
        private Duration measuredAt = Duration.ZERO;

        ProgressBar(PrintStream out, Terminal terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        @Override
        public void show(Progress progress) {
            // In the last column some terminals already wrap to the next line.
            var width = columns(progress.elapsed()) - 1;
            out.print("\r" + Progress.LineFormatter.formatWithBar(progress, width) + ERASE_TO_END_OF_LINE);
            out.flush();
        }

        /// Measured again and again, because the user may resize the window.
        private int columns(Duration elapsed) {
            if (columns.isEmpty() || elapsed.minus(measuredAt).compareTo(WIDTH_INTERVAL) >= 0) {
                columns = terminal.columns();
                measuredAt = elapsed;
            }
            return columns.orElse(Terminal.DEFAULT_COLUMNS);
        }

        @Override
        public void end(Progress progress) {
            show(progress);
            out.println();
        }

        @Override
        public void interrupt() {
            out.println();
        }
    }

    /// Occasional lines, for logs and pipes: every five seconds at first, then each time a tenth of the elapsed
    /// time has been added. A job of hours prints a hundred lines, not thousands.
    final class ProgressLog implements ProgressDisplay {
        private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

        private final PrintStream log;
        private Duration next = MIN_INTERVAL;

        ProgressLog(PrintStream log) {
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

    /// Nothing.
    final class Hidden implements ProgressDisplay {
        @Override
        public void show(Progress progress) {}

        @Override
        public void end(Progress progress) {}
    }
}
