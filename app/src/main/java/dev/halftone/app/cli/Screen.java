package dev.halftone.app.cli;

import java.util.OptionalInt;

/// What standard error is shown on.
@FunctionalInterface
public interface Screen {

    /// The width of the terminal; empty when it is none, or none that can redraw a line.
    OptionalInt columns();
}
