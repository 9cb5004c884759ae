/// Recompresses an image by decoding it to pixels and encoding it again, with libvips; BMP is decoded here.
///
/// Input is the source's bytes, their format and a recipe. Output is the encoded image, and whether the source may be
/// published instead. Start at [dev.halftone.imaging.pixels.PixelPath], whose steps stand in order.
@NullMarked
package dev.halftone.imaging.pixels;

import org.jspecify.annotations.NullMarked;
