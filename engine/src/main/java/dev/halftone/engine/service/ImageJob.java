package dev.halftone.engine.service;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.ledger.Recall;
import dev.halftone.engine.ledger.RequestId;
import dev.halftone.imaging.Recipe;
import java.util.Optional;

/// One image to be fetched, made smaller and published.
///
/// @param image its number in the request, which with the request's id makes the public name
/// @param recall what is remembered of it; empty where nothing is, nor is to be
public record ImageJob(RequestId request, long image, SourceUrl url, Recipe recipe, Optional<Recall> recall) {

    /// The same, as if nobody had done it before; but what comes of it is remembered.
    ImageJob withoutPrecedent() {
        var keyOnly = recall.map(known -> new Recall(known.key(), Optional.empty()));
        return new ImageJob(request, image, url, recipe, keyOnly);
    }
}
