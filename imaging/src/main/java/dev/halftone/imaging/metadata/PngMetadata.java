package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/// Ancillary chunks, dropped but for those that change what is seen (PNG 3rd edition, clause 11.3) and the frames of an
/// animation. Text, EXIF, times and private chunks go.
final class PngMetadata {
    private static final Set<String> SEEN = Set.of(
            "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs", "acTL", "fcTL",
            "fdAT");

    private static final int SIGNATURE = 8;
    // Length, type and checksum.
    private static final int FRAME = 12;

    private PngMetadata() {}

    static byte[] without(byte[] png) {
        var bytes = new Bytes(png);
        var out = new ByteArrayOutputStream(png.length);
        out.write(png, 0, Math.min(SIGNATURE, png.length));
        var type = "";
        for (var at = SIGNATURE; at + FRAME <= png.length && !type.equals("IEND"); ) {
            var size = (int) Math.min(bytes.u32(at) + FRAME, png.length - at);
            type = bytes.text(at + 4, 4);
            if (isPicture(type)) out.write(png, at, size);
            at += size;
        }
        return out.toByteArray();
    }

    // The first letter of a critical chunk is a capital.
    private static boolean isPicture(String type) {
        return Character.isUpperCase(type.charAt(0)) || SEEN.contains(type);
    }
}
