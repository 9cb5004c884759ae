/// An image job in, its outcome out: what turns one source image into one published image.
///
/// [ImageService] is the interface; [LocalImageService] does it here, from source through imaging to storage, its
/// codecs on as many threads as there are processors; [Reuse] spares it what an earlier request has done.
@NullMarked
package dev.halftone.engine.service;

import org.jspecify.annotations.NullMarked;
