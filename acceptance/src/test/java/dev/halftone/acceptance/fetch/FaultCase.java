package dev.halftone.acceptance.fetch;

import java.util.OptionalInt;
import java.util.function.Supplier;

/// One way in which an origin goes wrong, or only looks as if.
///
/// @param requestCount how often its server was asked for the image, where it can tell
record FaultCase(String name, String url, Expected expected, Supplier<OptionalInt> requestCount) {
    @Override
    public String toString() {
        return name;
    }

    /// How an image is to end.
    ///
    /// @param code its failure code, or [#SUCCESS]
    /// @param attempts how often it is tried
    /// @param requests how often its server is asked for it
    record Expected(String code, int attempts, int requests) {
        static final String SUCCESS = "none";

        /// How often a failure that may pass is tried in these tests.
        static final int MAX_ATTEMPTS = 2;

        static Expected succeeds() {
            return new Expected(SUCCESS, 1, 1);
        }

        static Expected succeedsOnRetry() {
            return new Expected(SUCCESS, 2, 2);
        }

        /// Final at once.
        static Expected failsAtOnce(String code) {
            return new Expected(code, 1, 1);
        }

        /// Tried again, in vain.
        static Expected failsAfterRetries(String code) {
            return new Expected(code, MAX_ATTEMPTS, MAX_ATTEMPTS);
        }

        boolean isSuccess() {
            return code.equals(SUCCESS);
        }
    }
}
