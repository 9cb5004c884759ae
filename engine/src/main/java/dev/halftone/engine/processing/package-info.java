/// An image job in, its outcome out: fetches, recompresses and publishes one image.
///
/// [ImageService] is the interface, [LocalImageService] its implementation in this process, and [CodecExecutor]
/// decides where the codec runs. Start at [LocalImageService].
@NullMarked
package dev.halftone.engine.processing;

import org.jspecify.annotations.NullMarked;
