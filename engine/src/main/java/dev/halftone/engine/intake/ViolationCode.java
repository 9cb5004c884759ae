package dev.halftone.engine.intake;

import java.util.Locale;

/// Why a file is refused.
public enum ViolationCode {
    NOT_TEXT,
    EMPTY_FILE,
    MISSING_COLUMN,
    DUPLICATE_COLUMN,
    NO_ROWS,
    WRONG_COLUMN_COUNT,
    UNBALANCED_QUOTE,
    BLANK_SERIAL_NUMBER,
    BLANK_PRODUCT_NAME,
    NO_IMAGE_URLS,
    FIELD_TOO_LONG,
    TOO_MANY_ROWS,
    NO_USABLE_URL;

    /// The code as clients see it: `not_text`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
