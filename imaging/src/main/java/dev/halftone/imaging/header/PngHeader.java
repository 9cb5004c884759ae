package dev.halftone.imaging.header;

/// What a PNG says of itself before its pixels (PNG 3rd edition, clauses 11.2.1 and 11.3.6).
///
/// @param frames 1, or more of one that moves
record PngHeader(DeclaredSize size, long frames) {
    private static final int FIRST_CHUNK = 8;
    // Length, type and checksum.
    private static final int FRAME = 12;

    static PngHeader of(Bytes png) {
        return new PngHeader(new DeclaredSize(png.u32(16), png.u32(20)), frames(png));
    }

    // Only in front of the pixels does an animation's header count.
    private static long frames(Bytes png) {
        for (var at = (long) FIRST_CHUNK; at < png.size() && !png.has("IDAT", at + 4); at += png.u32(at) + FRAME) {
            if (png.has("acTL", at + 4)) return Math.clamp(png.u32(at + 8), 1, 1 << 20);
        }
        return 1;
    }
}
