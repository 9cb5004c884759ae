package dev.halftone.imaging;

/// What is to be done to an image.
///
/// @param quality 1 to 100: the IJG scale for JPEG (50 gives the tables of ITU-T T.81 Annex K), libvips' `Q` otherwise
/// @param maxWidth the widest the result may be, in pixels; 0 is no limit. An image is never enlarged
/// @param maxHeight the same for its height
public record Recipe(int quality, int maxWidth, int maxHeight, OutputFormat format) {
    public Recipe {
        if (quality < 1 || quality > 100) throw new IllegalArgumentException("quality is 1 to 100, not " + quality);
        if (maxWidth < 0) throw new IllegalArgumentException("max_width is 0 or more pixels, not " + maxWidth);
        if (maxHeight < 0) throw new IllegalArgumentException("max_height is 0 or more pixels, not " + maxHeight);
    }

    /// Half quality, at most 2048 pixels on a side, in the format it came in.
    public static Recipe defaults() {
        return new Recipe(50, 2048, 2048, OutputFormat.KEEP);
    }

    /// What format the caller wants back. [#KEEP] keeps JPEG, PNG, WebP, AVIF and GIF; TIFF, BMP and HEIC
    /// become JPEG, or PNG where they have alpha.
    public enum OutputFormat {
        KEEP,
        JPEG,
        PNG,
        WEBP,
        AVIF
    }
}
