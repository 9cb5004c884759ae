package dev.halftone.engine.source;

/// What a source is doing at a moment.
///
/// @param transfers how many images are being fetched
/// @param waiting how many wait for their host, for a place or for room in memory
/// @param bytes how many bytes of images are held, those being worked on included
/// @param maxBytes how many there may be
/// @param heldHosts how many hosts want to be left alone for a while
/// @param deadHosts how many hosts are tried only now and then
public record SourceLoad(int transfers, int waiting, long bytes, long maxBytes, int heldHosts, int deadHosts) {}
