package dev.halftone.imaging;

/// How an image was recoded, and for a JPEG recoded through its pixels, why.
public enum CodecPath {
    /// A JPEG recoded through its coefficients.
    COEFFICIENTS("coefficients", "none"),
    /// Recoded through its pixels, because source or target is not a JPEG.
    OTHER_FORMAT("pixels", "other_format"),
    /// A JPEG that must be resized.
    RESIZE("pixels", "resize"),
    /// A JPEG that is neither gray nor YCbCr, but CMYK, YCCK or RGB.
    COLOURS("pixels", "colours"),
    /// A JPEG with other than 8 bits a sample.
    PRECISION("pixels", "precision"),
    /// A JPEG coded arithmetically, lossless or hierarchically: neither baseline, extended sequential nor
    /// progressive with Huffman coding.
    CODING("pixels", "coding"),
    /// A JPEG that must be rotated, and has partial MCUs at an edge that would become the first one.
    ORIENTATION("pixels", "orientation"),
    /// A JPEG whose sampling factors cannot be written in one interleaved scan.
    SAMPLING("pixels", "sampling"),
    /// A JPEG whose height follows its first scan (DNL).
    HEIGHT("pixels", "height"),
    /// A JPEG without Huffman tables, like the frames of a Motion JPEG.
    HUFFMAN_TABLES("pixels", "huffman_tables"),
    /// A JPEG whose coded data is damaged or unusual. Decoders show some of these, whole or in part.
    DAMAGED("pixels", "damaged"),
    /// A JPEG with more coefficients than may be kept in memory.
    MEMORY("pixels", "memory"),
    /// A JPEG whose headers announce more work than is allowed: too many pixels, or too many scans. Nothing is
    /// decoded.
    TOO_MANY_PIXELS("none", "too_many_pixels");

    private final String path;
    private final String reason;

    CodecPath(String path, String reason) {
        this.path = path;
        this.reason = reason;
    }

    /// A metric label: `coefficients`, `pixels` or `none`.
    public String path() {
        return path;
    }

    /// A metric label: why the coefficients were not used, or `none`.
    public String reason() {
        return reason;
    }
}
