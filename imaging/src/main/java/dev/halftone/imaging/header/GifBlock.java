package dev.halftone.imaging.header;

/// A block of a GIF.
///
/// @param kind [#IMAGE] or [#EXTENSION]
/// @param start where the byte stands that says so
/// @param end the first byte behind it, or the file's end
/// @param isCut whether the file ends within it
public record GifBlock(int kind, int start, int end, boolean isCut) {
    public static final int IMAGE = 0x2C;
    public static final int EXTENSION = 0x21;
}
