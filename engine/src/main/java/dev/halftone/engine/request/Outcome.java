package dev.halftone.engine.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The outcome of one attempt to process an image.
public sealed interface Outcome {

    /// A final outcome.
    sealed interface Ended extends Outcome {}

    /// The image is published under `fileName`.
    ///
    /// @param bytesIn the size of the source, as received
    /// @param bytesOut the size of what is published
    record Succeeded(String fileName, long bytesIn, long bytesOut, int width, int height, Provenance provenance)
            implements Ended {

        /// The outcome of a service that does not track its sources.
        public Succeeded(String fileName, long bytesIn, long bytesOut, int width, int height) {
            this(fileName, bytesIn, bytesOut, width, height, new Provenance.Untracked());
        }
    }

    /// There is no image, and another attempt would not help.
    record Failed(FailureCode code, String message) implements Ended {}

    /// Another attempt may help. If this was the last attempt allowed, the image fails with this code.
    ///
    /// @param retryAfter how long the server asked us to wait, if it did
    record RetryLater(FailureCode code, String message, Optional<Duration> retryAfter) implements Outcome {}

    /// No attempt was made, and it does not count as one. Try again after `pause`.
    ///
    /// @param code the code of the host's response to another image, or `storage_failed` if this machine lacks
    /// something
    record Deferred(FailureCode code, String message, Duration pause) implements Outcome {}

    /// A service elsewhere has the image. The attempt goes on without a thread or claim of ours until its result
    /// arrives, or until `due`, when the service is asked for it.
    record HandedOver(Instant due) implements Outcome {}

    /// The origin of a published image.
    public sealed interface Provenance {

        /// The image was coded, and later requests must not reuse it.
        record Untracked() implements Provenance {}

        /// The image was coded, and later requests may reuse it.
        record Encoded(SourceVersion sourceVersion) implements Provenance {}

        /// An earlier request published the image.
        record Reused(SourceVersion sourceVersion) implements Provenance {}

        /// What the cache stores for later requests.
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
