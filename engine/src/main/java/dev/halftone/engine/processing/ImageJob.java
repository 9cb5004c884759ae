package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.FetchRequest;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.CachedResult;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.imaging.Recipe;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One image to be fetched, made smaller and published.
///
/// @param image its number in the request, which with the request's id makes the public name
/// @param cache what is remembered of it; empty where nothing is, nor is to be
/// @param isWanted says whether somebody still wants it: to be asked when all waiting is over and the work begins
public record ImageJob(
        RequestId request,
        long image,
        SourceUrl url,
        Recipe recipe,
        Optional<CacheEntry> cache,
        BooleanSupplier isWanted) {

    /// The same, as if nobody had done it before; but what comes of it is remembered.
    ImageJob withoutCachedResult() {
        var keyOnly = cache.map(known -> new CacheEntry(known.key(), Optional.empty()));
        return new ImageJob(request, image, url, recipe, keyOnly, isWanted);
    }

    /// What is asked of the server that has it.
    FetchRequest fetchRequest() {
        var validators = cache.flatMap(CacheEntry::result).flatMap(CachedResult::validators);
        return new FetchRequest(url, validators, isWanted);
    }

    /// Whose turn it is where images wait.
    FairnessKey fairness() {
        return FairnessKey.of(image);
    }
}
