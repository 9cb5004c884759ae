package dev.halftone.engine.request;

import java.util.Locale;

/// The status of a request. [#COMPLETED] means that every image has succeeded or failed; see the counts.
public enum RequestStatus {
    QUEUED,
    PROCESSING,
    COMPLETED,
    CANCELLED;

    /// The name in the API and the database.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether some of its images are not finished.
    public boolean isOpen() {
        return this == QUEUED || this == PROCESSING;
    }

    public static RequestStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
