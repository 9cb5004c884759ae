package dev.halftone.imaging;

/// How the work on one image ended.
public sealed interface Recompressed {

    /// The image to publish: smaller than the source, or the source itself (its metadata dropped) where nothing
    /// is saved.
    record Done(ImageBytes bytes, ImageFormat format, int width, int height) implements Recompressed {}

    /// There is no image to publish; trying again would end the same way.
    record Refused(Reason reason, String message) implements Recompressed {}

    /// Why an image is refused.
    enum Reason {
        NOT_AN_IMAGE,
        UNSUPPORTED_FORMAT,
        CORRUPT_IMAGE,
        TOO_MANY_PIXELS,
        TIMED_OUT,
        /// The codec ended its process with it. Only somebody who gave it a process of its own lives to say so.
        CRASHED
    }
}
