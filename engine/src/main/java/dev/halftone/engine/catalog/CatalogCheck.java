package dev.halftone.engine.catalog;

import java.util.List;

/// The result of checking a CSV file.
public sealed interface CatalogCheck {

    /// The file is valid.
    ///
    /// @param rows the number of products
    /// @param images the number of URLs in all cells, including malformed and repeated ones
    /// @param warnings problems that do not prevent processing
    record Accepted(long rows, long images, Warnings warnings) implements CatalogCheck {}

    /// The file is invalid; nothing of it is processed.
    record Rejected(Violations violations) implements CatalogCheck {}

    /// The violations in a file, in file order.
    ///
    /// @param first the first hundred
    /// @param count the number of all violations
    public record Violations(List<Violation> first, long count) {
        public Violations {
            first = List.copyOf(first);
            if (first.isEmpty() || count < first.size()) {
                throw new IllegalArgumentException(count + " violations, of which " + first.size() + " are known");
            }
        }
    }

    /// The warnings about a file, in file order.
    ///
    /// @param first the first hundred
    /// @param count the number of all warnings
    public record Warnings(List<Warning> first, long count) {
        public Warnings {
            first = List.copyOf(first);
            if (count < first.size()) {
                throw new IllegalArgumentException(count + " warnings, of which " + first.size() + " are known");
            }
        }
    }
}
