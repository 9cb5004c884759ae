package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.FetchRequest;
import dev.halftone.engine.fetch.Fetched;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.CachedResult;
import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.imaging.Recipe;
import java.util.Optional;

/// One image to fetch, recompress and publish.
///
/// @param tenant who shares limits with others: the owner of the request, or the request itself where owners are not
/// known
/// @param image its number in the request; together with the request's id it gives the public name
/// @param cache where its result is cached; empty when the cache is not used
/// @param isSuspect whether it may have killed another node: then it is coded in a child process
/// @param cancellation ends waiting when the request is cancelled or deleted
public record ImageJob(
        RequestId request,
        String tenant,
        long image,
        SourceUrl url,
        Recipe recipe,
        Optional<CacheEntry> cache,
        boolean isSuspect,
        Cancellation cancellation) {

    /// The request for its source, conditional if there is a cached result.
    public FetchRequest fetchRequest() {
        return new FetchRequest(url, cachedResult().flatMap(CachedResult::validators), cancellation);
    }

    /// The image's place in every queue.
    public FairnessKey fairness() {
        return FairnessKey.of(tenant, image);
    }

    /// The same job without its cached result. The new result is still cached.
    ImageJob withoutCachedResult() {
        var keyOnly = cache.map(entry -> new CacheEntry(entry.key(), Optional.empty()));
        return new ImageJob(request, tenant, image, url, recipe, keyOnly, isSuspect, cancellation);
    }

    /// The image that an earlier request published.
    public Optional<PublishedImage> cachedImage() {
        return cachedResult().map(CachedResult::publishedImage);
    }

    /// The version of the source that the cached result was made from.
    public Optional<SourceVersion> cachedVersion() {
        return cache.flatMap(entry ->
                entry.result().map(result -> new SourceVersion(entry.key(), result.content(), result.validators())));
    }

    /// The version of a source just fetched; empty when the cache is not used.
    public Optional<SourceVersion> versionOf(Fetched.Body body) {
        return cache.map(entry -> new SourceVersion(entry.key(), ContentDigest.of(body.bytes()), body.validators()));
    }

    /// Whether the cached result was made from the same bytes. Servers send unchanged images as new ones.
    public boolean isCached(SourceVersion version) {
        return cachedResult()
                .filter(result -> result.content().equals(version.content()))
                .isPresent();
    }

    private Optional<CachedResult> cachedResult() {
        return cache.flatMap(CacheEntry::result);
    }
}
