package dev.halftone.imaging;

/// Makes images smaller: [Recompressor], or whatever a test has stand in its place.
public interface ImageCodec {

    /// The image by the recipe, or why there is none.
    Recompressed recompress(ImageBytes source, Recipe recipe);

    /// What makes the same bytes of the same source and recipe, in a word to be compared.
    String outputVersion();
}
