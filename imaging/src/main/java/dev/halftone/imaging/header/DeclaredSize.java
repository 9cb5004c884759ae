package dev.halftone.imaging.header;

/// How large something says a picture is. A decoder would believe it and make room: this is asked before.
///
/// @param width in pixels
/// @param height in pixels
public record DeclaredSize(long width, long height) {
    /// Nothing is said where it is looked for: the decoder will say so too.
    static final DeclaredSize UNKNOWN = new DeclaredSize(0, 0);

    /// More than anybody would allow, and few enough to be multiplied by a number of frames.
    static final long TERAPIXEL = 1L << 40;

    /// As many as it would have; of absurd sizes a terapixel.
    public long pixels() {
        return width > 0 && height > TERAPIXEL / width ? TERAPIXEL : width * height;
    }
}
