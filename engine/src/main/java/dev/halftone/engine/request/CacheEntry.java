package dev.halftone.engine.request;

import java.util.Optional;

/// The cache key of an image, and the cached result if there is one.
public record CacheEntry(CacheKey key, Optional<CachedResult> result) {}
