package dev.halftone.engine.fetch;

import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Validators;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// An image to be fetched from a remote server.
///
/// @param validators make the request conditional; empty to fetch the image unconditionally
/// @param isWanted checked after all waiting, right before the transfer; false cancels it
public record FetchRequest(SourceUrl url, Optional<Validators> validators, BooleanSupplier isWanted) {

    ConditionalHeaders condition() {
        return validators.map(ConditionalHeaders::of).orElse(ConditionalHeaders.NONE);
    }
}
