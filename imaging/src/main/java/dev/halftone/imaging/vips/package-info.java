/// libvips by its C API: the one package that touches native memory.
///
/// In go encoded bytes or pixels, out come encoded bytes. [dev.halftone.imaging.vips.Libvips] is the library, loaded
/// once for the process; a [dev.halftone.imaging.vips.VipsSession] holds all that is native about one image and lets go
/// of it on close; a [dev.halftone.imaging.vips.VipsImage] is a step of the work. Call it from platform threads: a
/// native
/// call pins a virtual thread to its carrier.
@NullMarked
package dev.halftone.imaging.vips;

import org.jspecify.annotations.NullMarked;
