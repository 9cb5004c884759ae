package dev.halftone.engine.service;

import dev.halftone.engine.fetch.ImageFetcher;

/// What a service in this process is doing at a moment.
///
/// @param codecQueue how many fetched images wait for a codec
/// @param lostCodecs how many threads are lost to codecs that hang
public record ServiceLoad(ImageFetcher.Load source, int codecQueue, int lostCodecs) {}
