/// Reads what an image's bytes declare before anything is decoded, in plain Java.
///
/// Input is untrusted bytes. Output is their type ([dev.halftone.imaging.header.DetectedType]), the number of pixels,
/// and whether the file is complete ([dev.halftone.imaging.header.ImageHeader]). Nothing here throws on damaged
/// bytes, and time and memory are bounded by the size of the file. The decoder decides in the end.
@NullMarked
package dev.halftone.imaging.header;

import org.jspecify.annotations.NullMarked;
