package dev.halftone.imaging.header;

import java.util.HashMap;
import java.util.Map;

/// Walks the chunks of a PNG (PNG 3rd edition, clause 5.3).
public final class PngChunks {
    private static final int FIRST = 8;
    // Length, type and checksum.
    private static final int FRAME = 12;

    private PngChunks() {}

    /// Where the content of each chunk before the pixels begins, by the chunk's type; of several the first.
    public static Map<String, Integer> beforePixels(Bytes png) {
        var places = new HashMap<String, Integer>();
        for (var at = (long) FIRST; at < png.size() && !png.has("IDAT", at + 4); at += png.u32(at) + FRAME)
            places.putIfAbsent(png.text(at + 4, 4), (int) at + 8);
        return places;
    }
}
