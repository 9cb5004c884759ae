package dev.halftone.app.fault;

import java.util.OptionalInt;
import java.util.function.Supplier;

/// One way in which an origin goes wrong, or only looks as if.
///
/// @param asked how often its server was asked for the image, where it can tell
record Fault(String name, String url, Ending ending, Supplier<OptionalInt> asked) {
    @Override
    public String toString() {
        return name;
    }
}
