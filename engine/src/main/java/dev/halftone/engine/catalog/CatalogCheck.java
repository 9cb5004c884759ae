package dev.halftone.engine.catalog;

import java.util.List;

/// What came of checking a file.
public sealed interface CatalogCheck {

    /// The file can be worked on.
    ///
    /// @param rows products
    /// @param images URLs in all cells, malformed and repeated ones counted too
    /// @param warnings what its sender should know; nothing in it stops the work
    record Accepted(long rows, long images, Warnings warnings) implements CatalogCheck {}

    /// Nothing of the file is taken.
    record Rejected(Violations violations) implements CatalogCheck {}

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
}
