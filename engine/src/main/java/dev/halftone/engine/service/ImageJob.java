package dev.halftone.engine.service;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.ledger.RequestId;
import dev.halftone.engine.source.Turn;
import dev.halftone.imaging.Recipe;
import java.util.function.BooleanSupplier;

/// One image to be fetched, made smaller and published.
///
/// @param image its number in the request, which with the request's id makes the public name
/// @param isWanted says whether somebody still wants it: to be asked when all waiting is over and the work begins
public record ImageJob(RequestId request, long image, SourceUrl url, Recipe recipe, BooleanSupplier isWanted) {

    /// Whose turn it is where images wait.
    Turn turn() {
        return Turn.of(image);
    }
}
