package dev.halftone.engine.intake;

import java.util.Locale;

/// What is odd about a file.
public enum WarningCode {
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
