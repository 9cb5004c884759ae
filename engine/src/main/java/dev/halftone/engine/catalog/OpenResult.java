package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.CatalogCheck.ColumnSummary;
import dev.halftone.engine.catalog.CatalogCheck.Role;
import dev.halftone.engine.catalog.CatalogCheck.Summary;
import dev.halftone.engine.request.CatalogOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The result of opening a file: a [Table], or why its rows cannot be read.
sealed interface OpenResult permits Table, OpenResult.Unreadable {

    record Unreadable(CatalogCheck.Violations violations, Summary summary) implements OpenResult {
        Unreadable(List<Violation> all, Summary summary) {
            this(new CatalogCheck.Violations(all, all.size()), summary);
        }
    }

    /// A file to open, and how.
    record Opening(Path file, CatalogOptions options, ImagePaths paths, CatalogReader.Limits limits) {}

    static OpenResult open(Opening opening) throws IOException {
        if (EncodingDetector.BinaryFormat.mayBeWorkbook(opening.file())) return SheetTable.open(opening);
        return switch (EncodingDetector.scan(opening.file(), opening.options().charset())) {
            case EncodingDetector.Result.Text text -> open(opening, text);
            case EncodingDetector.Result.NotText(var line, var message) ->
                new Unreadable(List.of(new Violation(line, 1, Violation.Code.NOT_TEXT, message)), Summary.NONE);
        };
    }

    private static OpenResult open(Opening opening, EncodingDetector.Result.Text text) throws IOException {
        var encoding = text.encoding().withoutInvisibleStart(opening.file());
        var beginning = encoding.beginning(opening.file());
        return switch (HeaderResult.read(beginning, ColumnFinder.of(opening.options()))) {
            case HeaderResult.Header header -> {
                var warnings = new ArrayList<>(text.warnings());
                warnings.addAll(HeaderSearch.skippedLines(beginning, header.line()));
                var samples = ColumnSamples.read(beginning, header.line(), header.delimiter(), header.width());
                yield new CsvTable(
                        opening.file(), encoding, header, opening.paths(), opening.limits(), samples, warnings);
            }
            case HeaderResult.Faulty(var cells, var violations) -> {
                var samples = ColumnSamples.read(
                        beginning,
                        cells.line(),
                        cells.delimiter(),
                        cells.names().size());
                yield new Unreadable(
                        withHint(violations, cells, samples),
                        Summary.ofNoLayout(summaries(cells.names(), samples, _ -> Role.OTHER)));
            }
        };
    }

    /// No header fits.
    ///
    /// @param cells what was taken for the header
    static Unreadable unreadable(List<Violation> violations, HeaderCells cells, ColumnSamples samples) {
        return new Unreadable(
                withHint(violations, cells, samples),
                Summary.ofNoLayout(summaries(cells.names(), samples, _ -> Role.OTHER)));
    }

    /// Names the columns that the sender may choose in place of the missing one.
    private static List<Violation> withHint(List<Violation> violations, HeaderCells cells, ColumnSamples samples) {
        var likely = samples.likelyImageColumns();
        var first = violations.getFirst();
        if (first.code() != Violation.Code.MISSING_COLUMN || likely.isEmpty()) return violations;
        var names = likely.stream()
                .map(position -> ProblemCollector.Excerpt.of(cells.names().get(position)))
                .collect(Collectors.joining(", "));
        var hint = likely.size() == 1
                ? " The column %s looks as if it held image URLs: if so, choose it with image_column."
                : " The columns %s look as if they held image URLs: choose those that do with image_column.";
        var hinted = new ArrayList<>(violations);
        hinted.set(
                0, new Violation(first.line(), first.column(), first.code(), first.message() + hint.formatted(names)));
        return hinted;
    }

    static List<ColumnSummary> summaries(List<String> names, ColumnSamples samples, IntFunction<Role> roles) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new ColumnSummary(names.get(i), roles.apply(i), samples.sample(i), samples.holdsUrls(i)))
                .toList();
    }
}
