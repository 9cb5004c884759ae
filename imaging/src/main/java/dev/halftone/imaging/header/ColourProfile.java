package dev.halftone.imaging.header;

/// An ICC profile (ICC.1:2022 clause 7), looked at as closely as the pickiest of those who are given it does: libpng,
/// which writes no picture with a profile that it finds fault with.
public record ColourProfile(Bytes bytes) {
    private static final int HEADER = 128;
    private static final int TAG = 12;

    /// Whether its header and its list of tags are in order, and its numbers are for RGB or grey.
    public boolean isSound() {
        var tags = bytes.u32(HEADER);
        return bytes.u32(0) == bytes.size()
                && (bytes.u8(8) < 4 || bytes.size() % 4 == 0)
                && bytes.has("acsp", 36)
                && bytes.u32(64) < 0xFFFF
                && (bytes.has("RGB ", 16) || bytes.has("GRAY", 16))
                && !(bytes.has("abst", 12) || bytes.has("link", 12))
                && (bytes.has("XYZ ", 20) || bytes.has("Lab ", 20))
                && HEADER + 4 + tags * TAG <= bytes.size()
                && areTagsInside((int) tags);
    }

    private boolean areTagsInside(int tags) {
        for (var i = 0; i < tags; i++) {
            var tag = HEADER + 4 + i * TAG;
            var start = bytes.u32(tag + 4);
            var size = bytes.u32(tag + 8);
            if (start > bytes.size() || size > bytes.size() - start) return false;
        }
        return true;
    }
}
