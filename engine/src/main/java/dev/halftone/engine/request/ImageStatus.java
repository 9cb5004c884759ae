package dev.halftone.engine.request;

import java.util.Locale;

/// The status of an image. It leaves [#PENDING] once, and returns only when a user retries failed images.
public enum ImageStatus {
    PENDING,
    SUCCEEDED,
    FAILED;

    /// The name in the API and the database.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ImageStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
