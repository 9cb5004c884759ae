package dev.halftone.imaging;

import dev.halftone.imaging.header.DeclaredPixels;

/// Estimates how much memory recoding an image through its pixels takes, besides its bytes and its result: mostly
/// outside of the Java heap. The factors are peaks measured with images of 16 to 36 megapixels, rounded up.
///
/// @param declared the pixels of the source
/// @param recipe decides how many of them are encoded
record WorkingMemory(ImageFormat format, DeclaredPixels declared, Recipe recipe) {
    /// What any image takes.
    private static final long BASE = 4_000_000;

    long bytes() {
        return BASE + decoding() + encoding();
    }

    /// Strips at a time, or the whole image, in the form that the decoder needs.
    private long decoding() {
        var frames = isAnimationKept() ? declared.frames() : 1;
        var bytesPerPixel = switch (format) {
            case JPEG -> declared.isInterlaced() ? 11 : 5;
            case PNG -> (declared.isInterlaced() ? 10 : 9) * declared.bytesPerPixel() / 4;
            case WEBP -> 9;
            case GIF -> 10;
            case TIFF -> 5 + declared.bytesPerPixel();
            case BMP -> 8;
            case AVIF, HEIC -> 16;
        };
        return declared.inFrame() * frames * bytesPerPixel;
    }

    /// Only JPEG is written in strips.
    private long encoding() {
        var bytesPerPixel = switch (recipe.format()) {
            case JPEG -> 0;
            case PNG -> 5;
            case WEBP -> 5;
            case AVIF -> 20;
            case KEEP -> bytesPerKeptPixel();
        };
        var frames = isAnimationKept() ? declared.frames() : 1;
        return Math.min(declared.inFrame(), largestResult()) * frames * bytesPerPixel;
    }

    private int bytesPerKeptPixel() {
        return switch (format) {
            case JPEG -> 0;
            // A TIFF, BMP or HEIC with transparency becomes a PNG.
            case PNG, WEBP, TIFF, BMP, HEIC -> 5;
            case AVIF -> 20;
            case GIF -> 11;
        };
    }

    private boolean isAnimationKept() {
        return recipe.format() == Recipe.OutputFormat.KEEP || recipe.format() == Recipe.OutputFormat.WEBP;
    }

    private long largestResult() {
        return recipe.maxWidth() == 0 || recipe.maxHeight() == 0
                ? Long.MAX_VALUE
                : (long) recipe.maxWidth() * recipe.maxHeight();
    }
}
