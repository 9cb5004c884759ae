package dev.halftone.engine.request;

import java.util.Optional;

/// What an image of a request that uses the cache is remembered by, and what is remembered already.
public record CacheEntry(CacheKey key, Optional<CachedResult> result) {}
