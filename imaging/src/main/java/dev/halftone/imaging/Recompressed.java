package dev.halftone.imaging;

/// The result of recompressing one image.
public sealed interface Recompressed {

    /// The image to publish: the recompressed one, or the source without its metadata if nothing is saved.
    record Done(ImageBytes bytes, ImageFormat format, int width, int height) implements Recompressed {}

    /// There is no image to publish. A retry would end the same way.
    record Refused(Reason reason, String message) implements Recompressed {}

    /// Why an image is refused.
    enum Reason {
        NOT_AN_IMAGE,
        UNSUPPORTED_FORMAT,
        CORRUPT_IMAGE,
        TOO_MANY_PIXELS,
        TIMED_OUT,
        /// The codec crashed its process. Only a caller that runs the codec in a child process can report this.
        CRASHED
    }
}
