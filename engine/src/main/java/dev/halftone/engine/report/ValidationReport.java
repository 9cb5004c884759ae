package dev.halftone.engine.report;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogCheck.Summary;
import dev.halftone.engine.catalog.Violation;
import dev.halftone.engine.catalog.Warning;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.List;
import java.util.Optional;

/// The result of checking a catalogue file, as the API and the command line show it.
///
/// @param layout empty if the header fits none
/// @param sheet the sheet that was read, if the file is a workbook with one that can be
/// @param sheets the first hundred sheets that may be chosen, if the file is a workbook
/// @param rows the number of rows with images
/// @param images the number of image URLs
/// @param warnings the first hundred
/// @param violations the first hundred
public record ValidationReport(
        boolean valid,
        Optional<String> layout,
        Optional<String> sheet,
        List<String> sheets,
        List<Column> columns,
        long rows,
        long images,
        List<Warning> warnings,
        long warningCount,
        List<Violation> violations,
        long violationCount) {

    /// A column of the file.
    ///
    /// @param role `id`, `name`, `image` or `other`
    /// @param sample the start of its first cell that is not blank
    public record Column(String name, String role, String sample, boolean holdsUrls) {}

    public static ValidationReport of(CatalogCheck check) {
        return switch (check) {
            case CatalogCheck.Accepted(var rows, var images, var warnings, var summary) ->
                new ValidationReport(
                        true,
                        summary.layout().map(Layout::text),
                        summary.sheet(),
                        summary.sheets(),
                        columns(summary),
                        rows,
                        images,
                        warnings.first(),
                        warnings.count(),
                        List.of(),
                        0);
            case CatalogCheck.Rejected(var violations, var summary) ->
                new ValidationReport(
                        false,
                        summary.layout().map(Layout::text),
                        summary.sheet(),
                        summary.sheets(),
                        columns(summary),
                        0,
                        0,
                        List.of(),
                        0,
                        violations.first(),
                        violations.count());
        };
    }

    private static List<Column> columns(Summary summary) {
        return summary.columns().stream()
                .map(column -> new Column(column.name(), column.role().text(), column.sample(), column.holdsUrls()))
                .toList();
    }
}
