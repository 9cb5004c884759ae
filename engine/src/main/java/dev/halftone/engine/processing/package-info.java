/// An image job in, its outcome out: what turns one source image into one published image.
///
/// [ImageService] is the interface; [LocalImageService] does it here, from source through imaging to storage;
/// [CodecExecutor]
/// says where an image is coded; [CachedImages] spares it what an earlier request has done.
@NullMarked
package dev.halftone.engine.processing;

import org.jspecify.annotations.NullMarked;
