package dev.halftone.bench.codec;

import dev.halftone.imaging.ImageBytes;

/// Makes JPEGs smaller, at quality 50 and without a change of size. Any number of platform threads may use it at
/// once.
@FunctionalInterface
public interface Codec {

    /// Makes a smaller JPEG of the same picture.
    ///
    /// @throws IllegalStateException when it does not make it: then there is no figure either
    ImageBytes recode(ImageBytes source);
}
