package dev.halftone.engine.limit;

import dev.halftone.engine.request.FailureCode;
import java.time.Duration;
import java.util.Locale;

/// An image host must be left alone for a while. One node finds out, and shares it with the others.
///
/// @param tenant whose images it concerns
/// @param code why that node's images failed
/// @param duration from now
public record HostHold(String host, String tenant, Kind kind, FailureCode code, String message, Duration duration) {

    /// Why the host must be left alone.
    public enum Kind {
        /// It sent `Retry-After`.
        RETRY_AFTER,
        /// Many attempts to reach it failed.
        CIRCUIT;

        /// The name in the database.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
