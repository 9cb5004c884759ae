package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The result of opening a file: an [OpenResult.Table], or why its rows cannot be read.
sealed interface OpenResult permits OpenResult.Table, OpenResult.Unreadable {

    record Unreadable(CatalogCheck.Violations violations) implements OpenResult {
        Unreadable(List<Violation> all) {
            this(new CatalogCheck.Violations(all, all.size()));
        }
    }

    static OpenResult open(Path file, CatalogReader.Limits limits) throws IOException {
        return switch (EncodingDetector.scan(file)) {
            case EncodingDetector.Result.Text(var encoding) -> open(file, encoding, limits);
            case EncodingDetector.Result.NotText(var line, var message) ->
                new Unreadable(List.of(new Violation(line, 1, Violation.Code.NOT_TEXT, message)));
        };
    }

    private static OpenResult open(Path file, Encoding encoding, CatalogReader.Limits limits) throws IOException {
        return switch (HeaderResult.read(encoding.beginning(file))) {
            case HeaderResult.Header header -> new Table(file, encoding, header, limits);
            case HeaderResult.Faulty(var violations) -> new Unreadable(violations);
        };
    }

    /// A file with known encoding and valid header, so its rows can be read.
    record Table(Path file, Encoding encoding, HeaderResult.Header header, CatalogReader.Limits limits)
            implements OpenResult {

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
