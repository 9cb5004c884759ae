/// libvips through its C API. The only package that touches native memory.
///
/// Input is encoded bytes or pixels, output is encoded bytes. [dev.halftone.imaging.vips.Libvips] is the library,
/// loaded once per process. A [dev.halftone.imaging.vips.VipsSession] holds everything native about one image and
/// frees it on close. A [dev.halftone.imaging.vips.VipsImage] is one step of the work. Call it from platform threads:
/// a native call pins a virtual thread to its carrier.
@NullMarked
package dev.halftone.imaging.vips;

import org.jspecify.annotations.NullMarked;
