package dev.halftone.engine.request;

import java.util.Optional;

/// An image that an earlier request has published, with the same recipe, from the same URL.
///
/// @param content of the source it was made from
public record CachedResult(PublishedImage publishedImage, ContentDigest content, Optional<Validators> validators) {}
