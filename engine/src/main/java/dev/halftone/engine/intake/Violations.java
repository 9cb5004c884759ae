package dev.halftone.engine.intake;

import java.util.List;

/// What is wrong with a file, in the file's order.
///
/// @param first the first hundred
/// @param count all of them
public record Violations(List<Violation> first, long count) {
    public Violations {
        first = List.copyOf(first);
        if (first.isEmpty() || count < first.size()) {
            throw new IllegalArgumentException(count + " violations, of which " + first.size() + " are known");
        }
    }
}
