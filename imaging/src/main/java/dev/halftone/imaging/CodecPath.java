package dev.halftone.imaging;

import dev.halftone.imaging.jpeg.TranscodeResult;

/// Which way an image took, and where it was the long one, why.
public enum CodecPath {
    /// A JPEG over its coefficients.
    COEFFICIENTS("coefficients", "none"),
    /// Over its pixels, as all that does not both come as a JPEG and stay one.
    OTHER_FORMAT("pixels", "other_format"),
    /// A JPEG over its pixels, for it must become smaller in them.
    RESIZE("pixels", "resize"),
    /// Its colours are neither grey nor YCbCr but CMYK, YCCK or RGB.
    COLOURS("pixels", "colours"),
    /// It has 12 bits a sample.
    PRECISION("pixels", "precision"),
    /// It is coded arithmetically, lossless or hierarchically.
    CODING("pixels", "coding"),
    /// It must be turned, and ends in the middle of blocks that would come to lie first.
    ORIENTATION("pixels", "orientation"),
    /// Its sampling factors fit into no interleaved scan.
    SAMPLING("pixels", "sampling"),
    /// It tells its height at its end only.
    HEIGHT("pixels", "height"),
    /// It has no Huffman tables.
    HUFFMAN_TABLES("pixels", "huffman_tables"),
    /// Its coefficients are too many to be kept.
    MEMORY("pixels", "memory"),
    /// It says of itself that it is more work than is allowed: it is not begun.
    TOO_MANY_PIXELS("none", "too_many_pixels");

    private final String path;
    private final String reason;

    CodecPath(String path, String reason) {
        this.path = path;
        this.reason = reason;
    }

    static CodecPath of(TranscodeResult.DeclineReason declined) {
        return switch (declined) {
            case RESIZE -> RESIZE;
            case COLOURS -> COLOURS;
            case PRECISION -> PRECISION;
            case CODING -> CODING;
            case ORIENTATION -> ORIENTATION;
            case SAMPLING -> SAMPLING;
            case HEIGHT -> HEIGHT;
            case HUFFMAN_TABLES -> HUFFMAN_TABLES;
            case MEMORY -> MEMORY;
        };
    }

    /// What was worked on: `coefficients`, `pixels` or `none`. For machines.
    public String path() {
        return path;
    }

    /// Why it was not the coefficients, or `none`. For machines.
    public String reason() {
        return reason;
    }
}
