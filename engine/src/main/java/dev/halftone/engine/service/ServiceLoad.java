package dev.halftone.engine.service;

import dev.halftone.engine.source.SourceLoad;

/// What a service in this process is doing at a moment.
///
/// @param codecQueue how many fetched images wait for a codec
/// @param lostCodecs how many threads are lost to codecs that hang
public record ServiceLoad(SourceLoad source, int codecQueue, int lostCodecs) {}
