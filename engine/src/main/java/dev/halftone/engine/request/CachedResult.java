package dev.halftone.engine.request;

import java.util.Optional;

/// An image that an earlier request published, with the same recipe and from the same URL.
///
/// @param content the digest of the source image
public record CachedResult(PublishedImage publishedImage, ContentDigest content, Optional<Validators> validators) {}
