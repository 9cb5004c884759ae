package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Validators;
import java.util.Optional;

/// An image to be fetched from a remote server.
///
/// @param validators make the request conditional; empty to fetch the image unconditionally
/// @param cancellation ends all waiting, and is checked right before the transfer begins
public record FetchRequest(SourceUrl url, Optional<Validators> validators, Cancellation cancellation) {

    ConditionalHeaders condition() {
        return validators.map(ConditionalHeaders::of).orElse(ConditionalHeaders.NONE);
    }
}
