package dev.halftone.engine.task;

import dev.halftone.engine.ledger.CachedResults;
import dev.halftone.engine.ledger.Images.StartedImage;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.CacheKey;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.SourceUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is remembered of the images of a chunk, looked up for all of them at once, before the work.
final class CacheLookup {
    private final CachedResults cachedResults;
    private final ImageService service;

    CacheLookup(CachedResults cachedResults, ImageService service) {
        this.cachedResults = cachedResults;
        this.service = service;
    }

    /// By the images' numbers. Nothing at all where the request does without the cache, or the service has no
    /// word for what it does.
    Map<Long, CacheEntry> of(Request request, List<StartedImage> images) {
        return request.options().cacheUse() == RequestOptions.CacheUse.NONE
                ? Map.of()
                : service.codecIdentity()
                        .map(coder -> recalls(keys(request, coder, images)))
                        .orElseGet(Map::of);
    }

    private static Map<Long, CacheKey> keys(Request request, String coder, List<StartedImage> images) {
        var recipe = request.options().recipe();
        return images.stream()
                .collect(Collectors.toMap(
                        StartedImage::number,
                        image -> CacheKey.of(request.owner(), coder, recipe, new SourceUrl(image.url()))));
    }

    private Map<Long, CacheEntry> recalls(Map<Long, CacheKey> keys) {
        var found = cachedResults.find(keys.values());
        return keys.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        image -> new CacheEntry(image.getValue(), Optional.ofNullable(found.get(image.getValue())))));
    }
}
