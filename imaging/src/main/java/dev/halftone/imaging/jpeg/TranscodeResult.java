package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;

/// How re-quantising a JPEG ended.
public sealed interface TranscodeResult {

    /// A baseline JPEG, upright, without metadata. It may be larger than the source.
    ///
    /// @param width in pixels
    /// @param height in pixels
    /// @param rotated whether the source lies otherwise, so that it cannot be shown in this one's place
    /// @param strippedSourceSize how many bytes the source has at least without its metadata: fewer are a gain
    record Done(ImageBytes bytes, int width, int height, boolean rotated, int strippedSourceSize)
            implements TranscodeResult {}

    /// It is not for this path. Nothing is wrong with it as far as it was read: pixels may still be made of it.
    record Declined(DeclineReason declineReason) implements TranscodeResult {}

    /// The picture is damaged, or not all of it is there.
    ///
    /// @param message what is wrong, for people
    record Corrupt(String message) implements TranscodeResult {}

    /// It says of itself that it is more work than is allowed: pixels, or scans over them.
    record TooManyPixels() implements TranscodeResult {}

    /// It was more work than the time allowed.
    record TimedOut() implements TranscodeResult {}

    /// Why a JPEG is declined.
    enum DeclineReason {
        /// It must become smaller in pixels.
        RESIZE,
        /// Neither grey nor YCbCr: CMYK, YCCK, RGB.
        COLOURS,
        /// Not 8 bits a sample.
        PRECISION,
        /// Neither baseline nor extended sequential nor progressive with Huffman coding: lossless,
        /// hierarchical, arithmetic.
        CODING,
        /// It must be turned, and ends in the middle of the MCUs that would come to lie first.
        ORIENTATION,
        /// Sampling factors that cannot be written in one interleaved scan.
        SAMPLING,
        /// Its height stands behind its first scan (DNL).
        HEIGHT,
        /// It leaves out the Huffman tables, as frames of a Motion JPEG do.
        HUFFMAN_TABLES,
        /// Its coefficients would have to be kept and are too many.
        MEMORY
    }
}
