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

/// Looks up the cached results for all images of a chunk at once, before they are processed.
final class CacheLookup {
    private final CachedResults cachedResults;
    private final ImageService imageService;

    CacheLookup(CachedResults cachedResults, ImageService imageService) {
        this.cachedResults = cachedResults;
        this.imageService = imageService;
    }

    /// The cache entries by image number. Empty when the request does not use the cache, or when the image
    /// service cannot promise that its output is repeatable.
    Map<Long, CacheEntry> find(Request request, List<StartedImage> images) {
        if (request.options().cacheUse() == RequestOptions.CacheUse.NONE) return Map.of();
        return imageService
                .codecIdentity()
                .map(codec -> entries(keys(request, codec, images)))
                .orElseGet(Map::of);
    }

    private static Map<Long, CacheKey> keys(Request request, String codec, List<StartedImage> images) {
        var recipe = request.options().recipe();
        return images.stream()
                .collect(Collectors.toMap(
                        StartedImage::number,
                        image -> CacheKey.of(request.owner(), codec, recipe, new SourceUrl(image.url()).withScheme())));
    }

    private Map<Long, CacheEntry> entries(Map<Long, CacheKey> keys) {
        var found = cachedResults.find(keys.values());
        return keys.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        image -> new CacheEntry(image.getValue(), Optional.ofNullable(found.get(image.getValue())))));
    }
}
