package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed;

/// What came of decoding an image and coding it again.
public sealed interface Recoded {

    /// The image, coded anew.
    ///
    record Image(Recompressed.Done done, Source source) implements Recoded {}

    /// There is none.
    record Failed(Recompressed.Refused refused) implements Recoded {}

    /// What the source is beside what was made of it.
    enum Source {
        /// The same picture in the same format, which may be published instead: nothing was resized, turned or
        /// converted.
        SAME,
        /// The same, and more: it moves, in a format whose frames cannot be written here.
        MOVES,
        /// Another picture, or in another format.
        OTHER
    }
}
