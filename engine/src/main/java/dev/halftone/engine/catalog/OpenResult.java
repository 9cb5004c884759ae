package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The result of opening a file: an [OpenResult.Table], or why its rows cannot be read.
sealed interface OpenResult permits OpenResult.Table, OpenResult.Unreadable {

    record Unreadable(CatalogCheck.Violations violations) implements OpenResult {
        Unreadable(List<Violation> all) {
            this(new CatalogCheck.Violations(all, all.size()));
        }
    }

    static OpenResult open(Path file, Optional<Charset> declared, CatalogReader.Limits limits) throws IOException {
        return switch (EncodingDetector.scan(file, declared)) {
            case EncodingDetector.Result.Text text -> open(file, text, limits);
            case EncodingDetector.Result.NotText(var line, var message) ->
                new Unreadable(List.of(new Violation(line, 1, Violation.Code.NOT_TEXT, message)));
        };
    }

    private static OpenResult open(Path file, EncodingDetector.Result.Text text, CatalogReader.Limits limits)
            throws IOException {
        var encoding = text.encoding().withoutInvisibleStart(file);
        var beginning = encoding.beginning(file);
        return switch (HeaderResult.read(beginning)) {
            case HeaderResult.Header header -> {
                var warnings = new ArrayList<>(text.warnings());
                warnings.addAll(HeaderSearch.skippedLines(beginning, header.line()));
                yield new Table(file, encoding, header, limits, warnings);
            }
            case HeaderResult.Faulty(var violations) -> new Unreadable(violations);
        };
    }

    /// A file with known encoding and valid header, so its rows can be read.
    ///
    /// @param warnings about its encoding, and the lines above its header
    record Table(
            Path file,
            Encoding encoding,
            HeaderResult.Header header,
            CatalogReader.Limits limits,
            List<Warning> warnings)
            implements OpenResult {
        public Table {
            warnings = List.copyOf(warnings);
        }

        /// The rows after the header.
        RowReader rows() throws IOException {
            var rows = rowsAfterLine(header.line() - 1);
            rows.next();
            return rows;
        }

        /// The rows after a line of the file. If the header comes after that line, it is read as a row.
        RowReader rowsAfterLine(long line) throws IOException {
            var rows = new RowReader(encoding.open(file), header, limits.maxFieldChars());
            rows.skipLines(line);
            return rows;
        }
    }
}
