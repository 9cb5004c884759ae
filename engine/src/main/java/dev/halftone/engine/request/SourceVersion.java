package dev.halftone.engine.request;

import java.util.Optional;

/// The source of a published image: its cache key, and what shows whether the source has changed.
public record SourceVersion(CacheKey key, ContentDigest content, Optional<Validators> validators) {}
