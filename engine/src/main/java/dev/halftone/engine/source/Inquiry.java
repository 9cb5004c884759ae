package dev.halftone.engine.source;

import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Validators;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What is asked of a stranger's server.
///
/// @param known what to ask by whether the image has changed; without it the image is fetched whatever it was
/// @param isWanted asked when all waiting is over and the transfer would begin
public record Inquiry(SourceUrl url, Optional<Validators> known, BooleanSupplier isWanted) {

    Condition condition() {
        return known.map(Condition::changedSince).orElse(Condition.NONE);
    }
}
