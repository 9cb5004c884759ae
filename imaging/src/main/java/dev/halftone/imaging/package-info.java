/// Bytes in, smaller bytes out: a library on its own that knows nothing of CSVs, networks or disks.
///
/// In goes a whole source image and a [Recipe]; out comes a [Recompressed]: the smaller image, or why there is none.
/// Start at [Recompressor].
@NullMarked
package dev.halftone.imaging;

import org.jspecify.annotations.NullMarked;
