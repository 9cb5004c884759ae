package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.ImageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads uploaded catalogue files.
///
/// First check the whole file. An accepted file can then be read as products any number of times. Memory use does
/// not depend on the size of the file. Safe for use by many threads.
public final class CatalogReader {
    private final Limits limits;
    private final Optional<ImageFolder> imageFolder;

    public CatalogReader(Limits limits) {
        this(limits, Optional.empty());
    }

    /// Creates a reader of files whose cells may name images on this machine.
    ///
    /// @param imageFolder where they are
    public CatalogReader(Limits limits, Optional<ImageFolder> imageFolder) {
        this.limits = limits;
        this.imageFolder = imageFolder;
    }

    /// Finds all problems of a file.
    ///
    /// @throws IOException if the file cannot be read; a problem *in* the file is a [CatalogCheck.Rejected]
    public CatalogCheck check(Path file, CatalogOptions options) throws IOException {
        return switch (openResult(file, options)) {
            case Table table -> new TableCheck(table, options.keepColumns()).run();
            case OpenResult.Unreadable(var violations, var summary) -> new CatalogCheck.Rejected(violations, summary);
        };
    }

    /// The products of an accepted file, in file order.
    ///
    /// @param options the same as for the check
    /// @throws IllegalArgumentException for a file that [#check] rejects for its encoding or its header
    public ProductReader products(Path file, CatalogOptions options) throws IOException {
        var table = open(file, options);
        return new ProductReader(table.rows(), table.products());
    }

    /// Opens an accepted file.
    Table open(Path file, CatalogOptions options) throws IOException {
        return switch (openResult(file, options)) {
            case Table table -> table;
            case OpenResult.Unreadable unreadable ->
                throw new IllegalArgumentException("not an accepted catalogue file: "
                        + unreadable.violations().first());
        };
    }

    private OpenResult openResult(Path file, CatalogOptions options) throws IOException {
        return OpenResult.open(
                new OpenResult.Opening(file, options, new ImagePaths(options.baseUrl(), imageFolder), limits));
    }

    public CatalogCheck check(Path file) throws IOException {
        return check(file, CatalogOptions.defaults());
    }

    public ProductReader products(Path file) throws IOException {
        return products(file, CatalogOptions.defaults());
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
