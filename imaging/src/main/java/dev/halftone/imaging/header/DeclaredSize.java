package dev.halftone.imaging.header;

/// How large a file says its picture is. A decoder would believe it and make room: this is asked before.
///
/// @param width in pixels
/// @param height in pixels
public record DeclaredSize(long width, long height) {
    /// Nothing is said where it is looked for: the decoder will say so too.
    static final DeclaredSize UNKNOWN = new DeclaredSize(0, 0);

    public long pixels() {
        return width > 0 && height > Long.MAX_VALUE / width ? Long.MAX_VALUE : width * height;
    }
}
