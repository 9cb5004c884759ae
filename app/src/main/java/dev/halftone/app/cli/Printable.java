package dev.halftone.app.cli;

/// Text from strangers, for a terminal.
final class Printable {
    private Printable() {}

    /// The text in one line, and without a terminal's commands.
    static String text(String strange) {
        return strange.replaceAll("\\p{Cntrl}", "?");
    }
}
