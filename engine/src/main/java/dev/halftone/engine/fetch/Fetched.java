package dev.halftone.engine.fetch;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Validators;
import dev.halftone.imaging.ImageBytes;
import java.util.Optional;

/// The result of one attempt to fetch an image.
public sealed interface Fetched {

    /// The whole body, decompressed.
    ///
    /// @param validators for the next conditional request; empty when the server sent none
    record Body(ImageBytes bytes, Optional<Validators> validators) implements Fetched {}

    /// The image has not changed since the server sent the validators of this request (304). Only a conditional
    /// request has this result.
    record NotModified() implements Fetched {}

    /// There is no body. This is the outcome of the image for now: [Outcome.Failed] when another attempt
    /// would end the same way, [Outcome.RetryLater] when it may help, [Outcome.Deferred] when no attempt
    /// was made.
    record NotFetched(Outcome outcome) implements Fetched {
        public NotFetched {
            if (outcome instanceof Outcome.Succeeded)
                throw new IllegalArgumentException("an image that was not fetched cannot succeed");
        }
    }

    /// The image cannot be fetched, and another attempt would end the same way.
    static NotFetched failed(FailureCode code, String message) {
        return new NotFetched(new Outcome.Failed(code, message));
    }
}
