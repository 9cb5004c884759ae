package dev.halftone.imaging;

/// Recompresses images. Implemented by [Recompressor], and by fakes in tests.
public interface ImageCodec {

    /// Returns the recompressed image, or why there is none.
    Recompressed recompress(ImageBytes source, Recipe recipe);

    /// Identifies the code and settings that make the output. The same version, source and recipe give the same
    /// bytes.
    String outputVersion();
}
