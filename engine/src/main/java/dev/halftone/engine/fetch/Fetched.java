package dev.halftone.engine.fetch;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Validators;
import dev.halftone.imaging.ImageBytes;
import java.time.Duration;
import java.util.Optional;

/// How one attempt to fetch an image ended.
public sealed interface Fetched {

    /// The whole body, decompressed.
    ///
    /// @param validators what to ask by next time, where the server gave anything
    record Body(ImageBytes bytes, Optional<Validators> validators) implements Fetched {}

    /// Still what it was when the server gave the validators that we asked by. Never without having asked by
    /// any.
    record Unchanged() implements Fetched {}

    /// Not to be had; another attempt would end the same way.
    record Refused(FailureCode code, String message) implements Fetched {}

    /// Not to be had now.
    ///
    /// @param retryAfter how long the server asked us to wait (RFC 9110 §10.2.3), where it did
    record RetryLater(FailureCode code, String message, Optional<Duration> retryAfter) implements Fetched {}

    /// Not asked for: when its turn came, nobody wanted it any more.
    record Cancelled() implements Fetched {}

    /// Not asked for: its host wants to be left alone for so long. No attempt was made.
    record Deferred(FailureCode code, String message, Duration pause) implements Fetched {}
}
