package dev.halftone.acceptance.fetch;

import java.util.OptionalInt;
import java.util.function.Supplier;

/// A fault of an image host, or behavior that only looks like one.
///
/// @param name what the host does, in the third person
/// @param requestCount how often the image was requested; empty if the host cannot count
record FaultCase(String name, String url, Expected expected, Supplier<OptionalInt> requestCount) {
    @Override
    public String toString() {
        return name;
    }

    /// The expected outcome of the image.
    ///
    /// @param code its failure code, or [#SUCCESS]
    /// @param attempts how often it is tried
    /// @param requests how often it is requested from the host
    record Expected(String code, int attempts, int requests) {
        static final String SUCCESS = "none";

        /// The most attempts after a temporary failure.
        static final int MAX_ATTEMPTS = 2;

        static Expected succeeds() {
            return new Expected(SUCCESS, 1, 1);
        }

        static Expected succeedsOnRetry() {
            return new Expected(SUCCESS, 2, 2);
        }

        /// Fails without a retry.
        static Expected failsAtOnce(String code) {
            return new Expected(code, 1, 1);
        }

        /// Fails in every attempt.
        static Expected failsAfterRetries(String code) {
            return new Expected(code, MAX_ATTEMPTS, MAX_ATTEMPTS);
        }

        boolean isSuccess() {
            return code.equals(SUCCESS);
        }
    }
}
