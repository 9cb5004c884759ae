package dev.halftone.app.progress;

import java.io.PrintStream;

/// One line on a terminal, drawn again in its place.
public final class ProgressBar implements ProgressDisplay {
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
        terminal.print("\r" + ProgressLine.withBar(progress, columns - 1) + ERASE_TO_END_OF_LINE);
        terminal.flush();
    }

    @Override
    public void end(Progress progress) {
        show(progress);
        terminal.println();
    }
}
