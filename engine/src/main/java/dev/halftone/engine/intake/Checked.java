package dev.halftone.engine.intake;

/// What came of checking a file.
public sealed interface Checked {

    /// The file can be worked on.
    ///
    /// @param rows products
    /// @param images URLs in all cells, malformed and repeated ones counted too
    /// @param warnings what its sender should know; nothing in it stops the work
    record Accepted(long rows, long images, Warnings warnings) implements Checked {}

    /// Nothing of the file is taken.
    record Rejected(Violations violations) implements Checked {}
}
