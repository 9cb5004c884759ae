package dev.halftone.imaging.header;

/// A box of an ISO base media file (ISO/IEC 14496-12 clause 4.2).
///
/// @param type four letters
/// @param start where its size stands
/// @param body where what it holds begins
/// @param end the first byte behind it
public record IsoBox(String type, int start, int body, int end) {}
