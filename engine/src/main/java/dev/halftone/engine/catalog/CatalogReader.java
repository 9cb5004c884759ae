package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/// Reads uploaded CSV files of products and image URLs.
///
/// First check the whole file. An accepted file can then be read as products any number of times. Memory use does
/// not depend on the size of the file. Safe for use by many threads.
public final class CatalogReader {
    private final Limits limits;

    public CatalogReader(Limits limits) {
        this.limits = limits;
    }

    /// Finds all problems of a file.
    ///
    /// @param charset as the sender declared it; a byte order mark outweighs it
    /// @throws IOException if the file cannot be read; a problem *in* the file is a [CatalogCheck.Rejected]
    public CatalogCheck check(Path csv, Optional<Charset> charset) throws IOException {
        return switch (OpenResult.open(csv, charset, limits)) {
            case OpenResult.Table table -> new TableCheck(table).run();
            case OpenResult.Unreadable(var violations) -> new CatalogCheck.Rejected(violations);
        };
    }

    /// The products of an accepted file, in file order.
    ///
    /// @param charset the same as for the check
    /// @throws IllegalArgumentException for a file that [#check] rejects for its encoding or its header
    public ProductReader products(Path csv, Optional<Charset> charset) throws IOException {
        return switch (OpenResult.open(csv, charset, limits)) {
            case OpenResult.Table table -> new ProductReader(table.rows());
            case OpenResult.Unreadable(var violations) ->
                throw new IllegalArgumentException("not an accepted CSV: " + violations.first());
        };
    }

    public CatalogCheck check(Path csv) throws IOException {
        return check(csv, Optional.empty());
    }

    public ProductReader products(Path csv) throws IOException {
        return products(csv, Optional.empty());
    }

    /// Limits for a CSV.
    ///
    /// @param maxRows products in a file; setting `max-rows`
    /// @param maxFieldChars characters (UTF-16 code units) in a cell; setting `max-field-chars`
    public record Limits(long maxRows, int maxFieldChars) {
        private static final int MAX_FIELD_CHARS = 16 * 1024 * 1024;

        public Limits {
            if (maxRows < 1) throw new IllegalArgumentException("max-rows must be at least 1, not " + maxRows);
            if (maxFieldChars < 1 || maxFieldChars > MAX_FIELD_CHARS) {
                throw new IllegalArgumentException(
                        "max-field-chars must be 1 to " + MAX_FIELD_CHARS + ", not " + maxFieldChars);
            }
        }

        public static Limits defaults() {
            return new Limits(5_000_000, 131_072);
        }
    }
}
