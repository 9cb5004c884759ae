package dev.halftone.app.config;

import java.util.function.Supplier;

/// A setting has an invalid value. Reported as wrong usage, in one line.
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSettingException(String message) {
        super(message);
    }

    private InvalidSettingException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }

    /// Creates a settings record. Its own checks name the invalid setting.
    public static <T> T wrap(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(e);
        }
    }
}
