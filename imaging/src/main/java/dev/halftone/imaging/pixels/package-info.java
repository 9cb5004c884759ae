/// Makes an image smaller by decoding it to pixels and coding it again, with libvips.
///
/// In go the source's bytes, their format and a recipe; out comes the image coded anew, and whether the source could
/// have been published in its place. Start at [dev.halftone.imaging.pixels.PixelPath], whose steps stand in their
/// order.
@NullMarked
package dev.halftone.imaging.pixels;

import org.jspecify.annotations.NullMarked;
