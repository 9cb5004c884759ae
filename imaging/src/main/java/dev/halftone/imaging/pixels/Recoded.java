package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed;

/// What came of decoding an image and coding it again.
public sealed interface Recoded {

    /// The image, coded anew.
    ///
    /// @param sameAsSource whether the source is the same picture in the same format and may be published instead:
    ///     nothing was resized, turned or converted
    record Image(Recompressed.Done done, boolean sameAsSource) implements Recoded {}

    /// There is none.
    record Failed(Recompressed.Refused refused) implements Recoded {}
}
