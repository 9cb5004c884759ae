package dev.halftone.engine.limit;

import dev.halftone.engine.request.FailureCode;
import java.time.Duration;
import java.util.Locale;

/// What one node has learnt from an image host, for the other nodes: that it wants to be left alone for a while.
///
/// @param tenant whose images it concerns
/// @param code why, as that node's images failed
/// @param duration from now
public record HostHold(String host, String tenant, Kind kind, FailureCode code, String message, Duration duration) {

    /// How it was learnt.
    public enum Kind {
        /// The host asked for it by `Retry-After`.
        RETRY_AFTER,
        /// The host could not be reached many times.
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
