package dev.halftone.engine.catalog;

import java.util.Locale;

/// A problem that must be fixed before a file is accepted.
///
/// @param line the line of the file on which the cell starts, from 1; a cell with line breaks spans several lines
/// @param column the position of the cell in its record, from 1; also 1 if no single cell is the cause
/// @param message what is wrong and what to do, for the sender
public record Violation(long line, int column, Code code, String message) {
    /// Why a file is rejected.
    public enum Code {
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
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
