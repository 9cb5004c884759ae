package dev.halftone.engine.request;

import dev.halftone.imaging.ImageBytes;
import java.util.HexFormat;

/// SHA-256 over the bytes of a source image: equal digests mean the same image.
///
/// @param hex 64 lower-case hexadecimal digits
public record ContentDigest(String hex) {
    public ContentDigest {
        if (hex.length() != 64) throw new IllegalArgumentException("not a SHA-256: " + hex);
    }

    public static ContentDigest of(ImageBytes source) {
        return new ContentDigest(Sha256.hex(source.array()));
    }

    public static ContentDigest ofBytes(byte[] bytes) {
        return new ContentDigest(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
