package dev.halftone.engine.request;

import java.time.Duration;
import java.util.Optional;

/// What came of one attempt at an image.
public sealed interface Outcome {

    /// An outcome after which nothing more happens to the image.
    sealed interface Ended extends Outcome {}

    /// The image is published under `fileName`.
    ///
    /// @param bytesIn the size of the source, as received
    /// @param bytesOut the size of what is published
    record Succeeded(String fileName, long bytesIn, long bytesOut, int width, int height, Provenance provenance)
            implements Ended {

        /// Of a service that has nothing to tell of its sources.
        public Succeeded(String fileName, long bytesIn, long bytesOut, int width, int height) {
            this(fileName, bytesIn, bytesOut, width, height, new Provenance.Untracked());
        }
    }

    /// There is no image, and another attempt would not help.
    record Failed(FailureCode code, String message) implements Ended {}

    /// Worth another attempt; if this was the last one allowed, the image fails with this code.
    ///
    /// @param retryAfter how long the other side asked us to wait, where it did
    record RetryLater(FailureCode code, String message, Optional<Duration> retryAfter) implements Outcome {}

    /// Not tried: the attempt does not count. To be tried again after `pause`.
    ///
    /// @param code what the host answered to another image
    record Deferred(FailureCode code, String message, Duration pause) implements Outcome {}

    /// Where the bytes of a published image come from.
    public sealed interface Provenance {

        /// They were coded, and no later request is to use them.
        record Untracked() implements Provenance {}

        /// They were coded, and are remembered.
        record Encoded(SourceVersion sourceVersion) implements Provenance {}

        /// An earlier request had published them.
        record Reused(SourceVersion sourceVersion) implements Provenance {}

        /// What later requests are to know.
        default Optional<SourceVersion> remembered() {
            return switch (this) {
                case Untracked() -> Optional.empty();
                case Encoded(var found) -> Optional.of(found);
                case Reused(var found) -> Optional.of(found);
            };
        }

        default boolean isReused() {
            return this instanceof Reused;
        }
    }
}
