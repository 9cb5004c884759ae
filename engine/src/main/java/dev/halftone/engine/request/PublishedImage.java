package dev.halftone.engine.request;

/// A published image, and the size of its source.
///
/// @param bytesIn the size of the source, as received
/// @param reused whether an earlier request had published it
public record PublishedImage(String fileName, long bytesIn, long bytesOut, int width, int height, boolean reused) {}
