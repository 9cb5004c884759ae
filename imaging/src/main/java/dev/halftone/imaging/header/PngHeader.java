package dev.halftone.imaging.header;

/// What a PNG says of itself before its pixels (PNG 3rd edition, clauses 11.2.1 and 11.3.6).
///
/// @param frames 1, or more of one that moves
record PngHeader(DeclaredSize size, long frames) {
    static PngHeader of(Bytes png) {
        return new PngHeader(new DeclaredSize(png.u32(16), png.u32(20)), frames(png));
    }

    // Only in front of the pixels does an animation's header count.
    private static long frames(Bytes png) {
        var header = PngChunks.beforePixels(png).get("acTL");
        return header == null ? 1 : Math.clamp(png.u32(header), 1, 1 << 20);
    }
}
