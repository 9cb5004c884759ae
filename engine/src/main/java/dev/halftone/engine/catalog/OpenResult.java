package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What came of opening a file: a [Table], or the reason why its rows cannot even be looked at.
sealed interface OpenResult permits Table, OpenResult.Unreadable {

    record Unreadable(CatalogCheck.Violations violations) implements OpenResult {
        Unreadable(List<Violation> all) {
            this(new CatalogCheck.Violations(all, all.size()));
        }
    }

    static OpenResult open(Path file, CatalogLimits limits) throws IOException {
        return switch (EncodingDetector.scan(file)) {
            case EncodingDetector.Result.Text(var encoding) -> open(file, encoding, limits);
            case EncodingDetector.Result.NotText(var line, var message) ->
                new Unreadable(List.of(new Violation(line, 1, Violation.Code.NOT_TEXT, message)));
        };
    }

    private static OpenResult open(Path file, Encoding encoding, CatalogLimits limits) throws IOException {
        return switch (HeaderResult.read(encoding.beginning(file))) {
            case Header header -> new Table(file, encoding, header, limits);
            case HeaderResult.Faulty(var violations) -> new Unreadable(violations);
        };
    }
}
