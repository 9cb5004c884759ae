/// Recompresses images: a library of its own that knows nothing of CSVs, networks or disks.
///
/// Input is a whole source image and a [Recipe]. Output is a [Recompressed]: the smaller image, or why there is none.
/// Start at [Recompressor].
@NullMarked
package dev.halftone.imaging;

import org.jspecify.annotations.NullMarked;
