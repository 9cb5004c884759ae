package dev.halftone.engine.service;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.ledger.RequestId;
import dev.halftone.engine.source.Turn;
import dev.halftone.imaging.Recipe;

/// One image to be fetched, made smaller and published.
///
/// @param image its number in the request, which with the request's id makes the public name
public record ImageJob(RequestId request, long image, SourceUrl url, Recipe recipe) {

    /// Whose turn it is where images wait.
    Turn turn() {
        return Turn.of(image);
    }
}
