package dev.halftone.engine.intake;

import java.util.List;

/// What is odd in a file, in the file's order.
///
/// @param first the first hundred
/// @param count all of them
public record Warnings(List<Warning> first, long count) {
    public Warnings {
        first = List.copyOf(first);
        if (count < first.size()) {
            throw new IllegalArgumentException(count + " warnings, of which " + first.size() + " are known");
        }
    }
}
