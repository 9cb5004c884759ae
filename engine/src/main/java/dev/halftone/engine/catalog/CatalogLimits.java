package dev.halftone.engine.catalog;

/// How much a CSV may hold.
///
/// @param maxRows products in a file; setting `max-rows`
/// @param maxFieldChars characters (UTF-16 code units) in a cell; setting `max-field-chars`
public record CatalogLimits(long maxRows, int maxFieldChars) {
    private static final int MOST_FIELD_CHARS = 16 * 1024 * 1024;

    public CatalogLimits {
        if (maxRows < 1) throw new IllegalArgumentException("max-rows must be at least 1, not " + maxRows);
        if (maxFieldChars < 1 || maxFieldChars > MOST_FIELD_CHARS) {
            throw new IllegalArgumentException(
                    "max-field-chars must be 1 to " + MOST_FIELD_CHARS + ", not " + maxFieldChars);
        }
    }

    public static CatalogLimits defaults() {
        return new CatalogLimits(5_000_000, 131_072);
    }
}
