package dev.halftone.engine.catalog;

import java.util.Locale;

/// Something odd in a file that is taken all the same.
///
/// @param line the line of the file on which the cell begins, from 1
/// @param column the cell's place in its line, from 1; also 1 where no single cell is meant
/// @param message what is odd and what follows from it, for the sender
public record Warning(long line, int column, Code code, String message) {
    /// What is odd about a file.
    public enum Code {
        /// The bytes are no UTF-8, and nothing says what they are.
        ASSUMED_WINDOWS_1252,
        IGNORED_COLUMN,
        INVALID_URL,
        REPEATED_SERIAL_NUMBER;

        /// The code as clients see it: `invalid_url`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
