package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.ImageBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// BMPs with any of the headers of Windows and OS/2.
///
/// @param headerSize 12 (OS/2), 16 and 64 (OS/2 version 2), 40, 52, 56, 108 (version 4) or 124 (version 5)
/// @param height negative if the rows are stored from the top
/// @param compression 0: none, 1: RLE8, 2: RLE4, 3: bit fields
/// @param masks of red, green, blue and alpha; empty for the usual ones
/// @param palette colors without alpha
/// @param colorsUsed as the header tells
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record BmpWriter(
        int headerSize, int width, int height, int bits, int compression, int[] masks, int[] palette, int colorsUsed) {
    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int V4_HEADER = 108;
    private static final int SRGB = 0x73524742;

    static BmpWriter of(int headerSize, int width, int height, int bits) {
        return new BmpWriter(headerSize, width, height, bits, 0, new int[0], new int[0], 0);
    }

    BmpWriter compressed(int method) {
        return new BmpWriter(headerSize, width, height, bits, method, masks, palette, colorsUsed);
    }

    BmpWriter masks(int... masks) {
        return new BmpWriter(headerSize, width, height, bits, 3, masks, palette, colorsUsed);
    }

    BmpWriter palette(int... palette) {
        return new BmpWriter(headerSize, width, height, bits, compression, masks, palette, palette.length);
    }

    BmpWriter colorsUsed(int colors) {
        return new BmpWriter(headerSize, width, height, bits, compression, masks, palette, colors);
    }

    BmpWriter topDown() {
        return new BmpWriter(headerSize, width, -height, bits, compression, masks, palette, colorsUsed);
    }

    ImageBytes of(byte[] pixels) {
        var start = FILE_HEADER + header().length + colorTable().length;
        return file(start + pixels.length, start, pixels);
    }

    /// With sizes of zero in its headers, as some programs leave them.
    ImageBytes ofUnknownSize(byte[] pixels) {
        return file(0, FILE_HEADER + header().length + colorTable().length, pixels);
    }

    private ImageBytes file(int size, int start, byte[] pixels) {
        return new ImageBytes(concat(ascii("BM"), ints(size, 0, start), header(), colorTable(), pixels));
    }

    private byte[] header() {
        if (headerSize == CORE_HEADER) return concat(ints(CORE_HEADER), shorts(width, height, 1, bits));
        var size = concat(ints(headerSize, width, height), shorts(1, bits));
        if (headerSize < INFO_HEADER) return size;
        var info = concat(size, ints(compression, 0, 2835, 2835, colorsUsed, 0));
        // The info header's masks stand behind it, as the next headers have them within.
        if (headerSize == INFO_HEADER) return concat(info, ints(masks));
        var more = ByteBuffer.allocate(headerSize - INFO_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        for (var mask : masks) if (more.remaining() >= 4) more.putInt(mask);
        if (headerSize >= V4_HEADER) more.putInt(16, SRGB);
        return concat(info, more.array());
    }

    private byte[] colorTable() {
        var entry = headerSize == CORE_HEADER ? 3 : 4;
        var bytes = ByteBuffer.allocate(entry * palette.length);
        for (var color : palette) {
            bytes.put((byte) color).put((byte) (color >> 8)).put((byte) (color >> 16));
            if (entry == 4) bytes.put((byte) 0);
        }
        return bytes.array();
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) bytes.putInt(value);
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        var bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) bytes.putShort((short) value);
        return bytes.array();
    }
}
