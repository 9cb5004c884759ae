package dev.halftone.app.progress;

import java.io.PrintStream;
import java.util.OptionalInt;

/// Shows somebody how a job goes on. Told of every change, it chooses itself what to show. For one thread.
public sealed interface ProgressDisplay permits ProgressBar, ProgressLog {

    /// A bar on a terminal, lines anywhere else.
    ///
    /// @param columns the terminal's width, if it is one
    static ProgressDisplay on(PrintStream out, OptionalInt columns) {
        return columns.isPresent() ? new ProgressBar(out, columns.getAsInt()) : new ProgressLog(out);
    }

    void show(Progress progress);

    /// Shows the end, and leaves the cursor on a line of its own.
    void end(Progress progress);
}
