package dev.halftone.engine.request;

import java.util.Optional;

/// What a published image was made from: what it is found again by, and what tells whether its source is still the
/// same.
public record SourceVersion(CacheKey key, ContentDigest content, Optional<Validators> validators) {}
