package dev.halftone.engine.fetch;

import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Validators;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What is asked of a stranger's server.
///
/// @param validators what to ask by whether the image has changed; without it the image is fetched whatever it was
/// @param isWanted asked when all waiting is over and the transfer would begin
public record FetchRequest(SourceUrl url, Optional<Validators> validators, BooleanSupplier isWanted) {

    ConditionalHeaders condition() {
        return validators.map(ConditionalHeaders::of).orElse(ConditionalHeaders.NONE);
    }
}
