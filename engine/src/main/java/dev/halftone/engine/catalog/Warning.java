package dev.halftone.engine.catalog;

import java.util.Locale;

/// A problem that does not prevent processing.
///
/// @param line the line of the file on which the cell starts, from 1
/// @param column the position of the cell in its record, from 1; also 1 if no single cell is the cause
/// @param message what is unusual and its consequence, for the sender
public record Warning(long line, int column, Code code, String message) {
    /// The kind of problem.
    public enum Code {
        /// The bytes are not UTF-8, and nothing declares their encoding.
        ASSUMED_WINDOWS_1252,
        IGNORED_COLUMN,
        INVALID_URL,
        REPEATED_SERIAL_NUMBER,
        /// Bytes that the encoding does not have were replaced by U+FFFD.
        REPLACED_BYTES,
        /// A line that is no product: a title, a repeated header, or blank.
        SKIPPED_LINE,
        /// Two URLs may have become one.
        SUSPICIOUS_URL;

        /// The code as clients see it: `invalid_url`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
