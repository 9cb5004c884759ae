package dev.halftone.imaging.header;

/// A marker of a JPEG with what belongs to it (ITU-T T.81 Annex B): its parameters, and after a scan's header the
/// entropy-coded data too.
///
/// @param marker the code's second byte, for example `0xDA`
/// @param start where its `0xFF` stands
/// @param end where the next marker can begin; never beyond the file's end
public record JpegSegment(int marker, int start, int end) {
    public static final int SOI = 0xD8;
    public static final int EOI = 0xD9;
    public static final int SOS = 0xDA;
    public static final int DQT = 0xDB;
    public static final int APP0 = 0xE0;
    public static final int APP2 = 0xE2;
    public static final int APP14 = 0xEE;
    public static final int APP15 = 0xEF;
    public static final int COM = 0xFE;

    private static final int TEM = 0x01;
    private static final int RST0 = 0xD0;

    /// Whether this is SOF0 to SOF15, the header of the frame, and none of the three others in that range.
    public boolean isFrame() {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /// Where the parameters begin, behind marker and length.
    public int parameters() {
        return start + 4;
    }

    /// Whether a marker stands alone, without a length or parameters.
    static boolean isAlone(int marker) {
        return marker == TEM || (marker >= RST0 && marker <= EOI);
    }

    static boolean isRestart(int marker) {
        return marker >= RST0 && marker < SOI;
    }
}
