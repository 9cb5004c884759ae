package dev.halftone.engine.request;

import java.util.Locale;

/// Where a request stands. [#COMPLETED] means that every image has ended, well or not; the counts tell which.
public enum RequestStatus {
    QUEUED,
    PROCESSING,
    COMPLETED,
    CANCELLED;

    /// The word for it in the API and the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether images of it are still to come.
    public boolean isOpen() {
        return this == QUEUED || this == PROCESSING;
    }

    public static RequestStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
