package dev.halftone.engine.request;

import java.util.Locale;

/// Where an image stands. It leaves [#PENDING] once, and comes back only when its failure is asked to be tried again.
public enum ImageStatus {
    PENDING,
    SUCCEEDED,
    FAILED;

    /// The word for it in the API and the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ImageStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
