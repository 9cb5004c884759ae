package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The result of checking a catalogue file.
public sealed interface CatalogCheck {

    /// The file is valid.
    ///
    /// @param rows the number of products: rows with images
    /// @param images the number of URLs in all cells, including malformed and repeated ones
    /// @param warnings problems that do not prevent processing
    record Accepted(long rows, long images, Warnings warnings, Summary summary) implements CatalogCheck {}

    /// The file is invalid; nothing of it is processed.
    record Rejected(Violations violations, Summary summary) implements CatalogCheck {}

    /// What the file was taken for.
    ///
    /// @param layout empty if the header fits none
    /// @param sheet the name of the sheet, if the file is a workbook
    /// @param sheets the names of the first hundred sheets that are not hidden, if the file is a workbook
    /// @param columns empty if the file has no header
    record Summary(Optional<Layout> layout, Optional<String> sheet, List<String> sheets, List<ColumnSummary> columns) {
        /// Of a file without a header.
        public static final Summary NONE = ofNoLayout(List.of());

        public Summary {
            sheets = List.copyOf(sheets);
            columns = List.copyOf(columns);
        }

        /// Of a file whose header fits no layout.
        static Summary ofNoLayout(List<ColumnSummary> columns) {
            return new Summary(Optional.empty(), Optional.empty(), List.of(), columns);
        }

        Summary ofSheet(String name, List<String> all) {
            return new Summary(layout, Optional.of(name), all, columns);
        }
    }

    /// A column of the file.
    ///
    /// @param name as in the header
    /// @param sample the start of its first cell that is not blank
    /// @param holdsUrls whether one of its first cells has a URL in it
    record ColumnSummary(String name, Role role, String sample, boolean holdsUrls) {}

    /// What a column is used for.
    enum Role {
        ID,
        NAME,
        IMAGE,
        OTHER;

        /// The name in the API.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
