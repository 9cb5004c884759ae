package dev.halftone.app.config;

import java.util.function.Supplier;

/// A setting has a value that nothing can be done with: wrong usage, to be told in one line.
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSettingException(String message) {
        super(message);
    }

    private InvalidSettingException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }

    /// Makes a settings record, whose own checks name the setting they refuse.
    public static <T> T wrap(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(e);
        }
    }
}
