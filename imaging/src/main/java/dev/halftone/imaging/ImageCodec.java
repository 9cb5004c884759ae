package dev.halftone.imaging;

/// Recompresses images. Implemented by [Recompressor], and by fakes in tests.
public interface ImageCodec {

    /// Returns the recompressed image, or why there is none.
    Recompressed recompress(ImageBytes source, Recipe recipe);

    /// Estimates how many bytes of memory [#recompress] takes besides the source, from the image's headers. 0
    /// if it takes little.
    default long workingMemory(ImageBytes source, Recipe recipe) {
        return 0;
    }

    /// Identifies the code and settings that make the output. The same version, source and recipe give the same
    /// bytes.
    String outputVersion();
}
