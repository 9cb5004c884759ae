package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.file.Path;

/// Reads the CSV files of products and image URLs that people send.
///
/// A file is checked first, whole; one that was accepted can then be read as products, as often as wanted. Memory stays
/// flat whatever the size of the file. Safe for use by many threads.
public final class CatalogReader {
    private final CatalogLimits limits;

    public CatalogReader(CatalogLimits limits) {
        this.limits = limits;
    }

    /// Looks for everything that is wrong with a file.
    ///
    /// @throws IOException where the file cannot be read; what is wrong *in* the file is a
    /// [CatalogCheck.Rejected]
    public CatalogCheck check(Path csv) throws IOException {
        return switch (OpenResult.open(csv, limits)) {
            case Table table -> new TableCheck(table).run();
            case OpenResult.Unreadable(var violations) -> new CatalogCheck.Rejected(violations);
        };
    }

    /// The products of an accepted file, in its order.
    ///
    /// @throws IllegalArgumentException for a file that [#check] rejects for its encoding or its header
    public ProductReader products(Path csv) throws IOException {
        return switch (OpenResult.open(csv, limits)) {
            case Table table -> new ProductReader(table.rows());
            case OpenResult.Unreadable(var violations) ->
                throw new IllegalArgumentException("not an accepted CSV: " + violations.first());
        };
    }
}
