package dev.halftone.engine.request;

import java.util.Locale;
import java.util.Optional;

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

    /// The status with this name, if there is one.
    public static Optional<RequestStatus> find(String text) {
        for (var status : values()) if (status.text().equals(text)) return Optional.of(status);
        return Optional.empty();
    }

    public static RequestStatus of(String text) {
        return find(text).orElseThrow();
    }
}
