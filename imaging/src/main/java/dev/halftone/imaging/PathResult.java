package dev.halftone.imaging;

/// What a codec path made of one image. Internal: callers of [Recompressor] see a [Recompressed].
public sealed interface PathResult {

    /// The path has done its work: there is an encoded image, or the reason why there is none.
    sealed interface Completed extends PathResult {}

    /// The encoded image, without metadata. It may be larger than the source.
    record Encoded(Recompressed.Done done, KeepSource keepSource) implements Completed {}

    /// Encoding the image took too long. It decodes whole, and the source shows the image that was to be made, so the
    /// source can be published, without its metadata.
    record SourceOnly(int width, int height) implements Completed {}

    /// There is no image to publish.
    record Refused(Recompressed.Refused refused) implements Completed {}

    /// This path does not handle the image; the pixel path must. As far as it was read, nothing is wrong with
    /// it.
    record Declined(CodecPath reason) implements PathResult {}

    /// Whether to publish the source, without its metadata, instead of the encoded image.
    enum KeepSource {
        /// If that is no larger. The source shows the same image in the same format: nothing was resized,
        /// rotated or converted.
        IF_NOT_LARGER,
        /// Always: the source is animated, in a format whose frames cannot be written here.
        ALWAYS,
        /// Never: the source shows another image, has another format, or is known to be larger.
        NEVER
    }
}
