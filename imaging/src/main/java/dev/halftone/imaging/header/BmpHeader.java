package dev.halftone.imaging.header;

import java.util.Optional;

/// The header of a BMP: one of Windows' six, from BITMAPCOREHEADER (12 bytes) to BITMAPV5HEADER (124), or the
/// second of OS/2 (16 to 64). Fields that a shorter header lacks are zero. Where writers and documents
/// differ, it is read as Chromium reads it: the declared size of the file does not matter, for example.
public record BmpHeader(Bytes bytes) {
    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int V3_HEADER = 56;
    private static final int V4_HEADER = 108;
    private static final int V5_HEADER = 124;

    private static final int COMPRESSION = 16;
    private static final int COLORS_USED = 32;
    private static final int MASKS = 40;
    private static final int COLOR_SPACE = 56;
    private static final int PROFILE_OFFSET = 112;
    private static final int PROFILE_SIZE = 116;

    /// How pixels are coded: with a fixed number of bits each, or in runs.
    public enum Coding {
        PLAIN,
        BIT_FIELDS,
        RUNS,
        UNSUPPORTED
    }

    /// Zero or less if the header is broken.
    public long width() {
        return isCore() ? bytes.u16le(18) : (int) bytes.u32le(18);
    }

    /// The number of rows, whatever their order.
    public long height() {
        return isCore() ? bytes.u16le(20) : Math.abs((long) (int) bytes.u32le(22));
    }

    long pixels() {
        return new DeclaredSize(Math.abs(width()), height()).pixels();
    }

    /// Rows are stored from the bottom, unless the declared height is negative.
    public boolean isTopDown() {
        return !isCore() && (int) bytes.u32le(22) < 0;
    }

    /// Bits of a pixel.
    public int bits() {
        return bytes.u16le(isCore() ? 24 : 28);
    }

    /// Numbers that mean one coding with some depths and another with others come from Windows and from OS/2.
    public Coding coding() {
        return switch ((int) field(COMPRESSION)) {
            case 0 ->
                switch (bits()) {
                    case 1, 2, 4, 8, 16, 24, 32 -> Coding.PLAIN;
                    default -> Coding.UNSUPPORTED;
                };
            case 1 -> bits() == 8 ? Coding.RUNS : Coding.UNSUPPORTED;
            case 2 -> bits() == 4 ? Coding.RUNS : Coding.UNSUPPORTED;
            case 3, 6 -> bits() == 16 || bits() == 32 ? Coding.BIT_FIELDS : Coding.UNSUPPORTED;
            case 4 -> bits() == 24 ? Coding.RUNS : Coding.UNSUPPORTED;
            default -> Coding.UNSUPPORTED;
        };
    }

    /// Names a file with [Coding#UNSUPPORTED], with an article.
    public String kind() {
        return switch ((int) field(COMPRESSION)) {
            case 0 -> "a BMP with " + bits() + "-bit pixels";
            case 1, 2 -> "a BMP with " + bits() + "-bit pixels in runs";
            case 3 -> bits() == 1 ? "a BMP with Huffman coding" : "a BMP with bit fields of " + bits() + " bits";
            case 4 -> "a BMP that contains a JPEG";
            case 5 -> "a BMP that contains a PNG";
            case 6 -> "a BMP with bit fields of " + bits() + " bits";
            case 11, 12, 13 -> "a BMP in CMYK";
            default -> "a BMP with an unknown compression";
        };
    }

    /// The colors of the palette, opaque, at most 256.
    public int[] palette() {
        var palette = new int[paletteSize()];
        for (var i = 0; i < palette.length; i++)
            palette[i] = 0xFF << 24 | (int) bytes.littleEndian(paletteStart() + (long) i * paletteEntry(), 3);
        return palette;
    }

    private int paletteSize() {
        var largest = bits() <= 8 ? 1 << bits() : 0;
        var declared = field(COLORS_USED);
        return declared == 0 ? largest : (int) Math.min(declared, largest);
    }

    private int paletteEntry() {
        return isCore() ? 3 : 4;
    }

    private long paletteStart() {
        return FILE_HEADER + size() + (size() == INFO_HEADER && coding() == Coding.BIT_FIELDS ? masksSize() : 0);
    }

    private int masksSize() {
        return field(COMPRESSION) == 6 ? 16 : 12;
    }

    /// The masks for red, green, blue and alpha in a pixel of 16 or 32 bits; 0 for a channel that is absent.
    /// Those declared follow a short header and are part of a long one, at the same place.
    public int[] masks() {
        if (coding() == Coding.BIT_FIELDS)
            return new int[] {mask(0), mask(1), mask(2), size() >= V3_HEADER || masksSize() == 16 ? mask(3) : 0};
        return bits() == 16
                ? new int[] {0x7C00, 0x3E0, 0x1F, 0}
                : new int[] {0xFF0000, 0xFF00, 0xFF, size() >= V4_HEADER ? mask(3) : 0};
    }

    private int mask(int channel) {
        return (int) bytes.u32le(FILE_HEADER + MASKS + 4L * channel);
    }

    /// Where the pixels start. Some writers leave the offset out.
    public long pixelsStart() {
        var declared = bytes.u32le(10);
        return declared != 0 ? declared : paletteStart() + (long) paletteSize() * paletteEntry();
    }

    /// The ICC profile in the file, if there is one (PROFILE_EMBEDDED of BITMAPV5HEADER). Browsers ignore the
    /// other declarations of colors.
    public Optional<byte[]> profile() {
        return bytes.matches("DEBM", FILE_HEADER + COLOR_SPACE) && size() >= V5_HEADER
                ? bytes.copy(FILE_HEADER + field(PROFILE_OFFSET), field(PROFILE_SIZE))
                : Optional.empty();
    }

    private boolean isCore() {
        return size() == CORE_HEADER;
    }

    private long size() {
        return bytes.u32le(FILE_HEADER);
    }

    private long field(int offset) {
        return offset + 4 <= size() ? bytes.u32le(FILE_HEADER + offset) : 0;
    }
}
