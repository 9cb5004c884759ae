package dev.halftone.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// EXIF with one orientation or several, as programs write it and as they should not.
///
/// @param look the corners of an image that lies so, clockwise from top left
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ExifFiles(String name, byte[] tiff, String look) {
    private static final int SHORT = 3;

    static final List<ExifFiles> ALL = List.of(
            of("SHORT", "WRGB", entry(SHORT, 1, 6 << 16)),
            littleEndian("SHORT, little-endian", "WRGB", entry(SHORT, 1, 6)),
            of("LONG", entry(4, 1, 6)),
            littleEndian("LONG, little-endian", "RGBW", entry(4, 1, 6)),
            of("BYTE", entry(1, 1, 6 << 24)),
            of("ASCII", entry(2, 2, '6' << 24)),
            of("SSHORT", entry(8, 1, 6 << 16)),
            of("SLONG", entry(9, 1, 6)),
            of("UNDEFINED", entry(7, 1, 6 << 24)),
            of("two numbers", entry(SHORT, 2, 6 << 16 | 1)),
            of("no numbers", entry(SHORT, 0, 6 << 16)),
            of("9", entry(SHORT, 1, 9 << 16)),
            of("LONG, then SHORT", "GBWR", entry(4, 1, 6), entry(SHORT, 1, 8 << 16)),
            of("two SHORTs", "WRGB", entry(SHORT, 1, 6 << 16), entry(SHORT, 1, 8 << 16)),
            new ExifFiles("no byte order", tiff("XX\0*", ByteOrder.BIG_ENDIAN, entry(SHORT, 1, 6 << 16)), "RGBW"),
            new ExifFiles("BigTIFF", tiff("MM\0+", ByteOrder.BIG_ENDIAN, entry(SHORT, 1, 6 << 16)), "RGBW"));

    static ExifFiles of(String name, Entry entry) {
        return of(name, "RGBW", entry);
    }

    private static ExifFiles of(String name, String look, Entry... entries) {
        return new ExifFiles(name, tiff("MM\0*", ByteOrder.BIG_ENDIAN, entries), look);
    }

    private static ExifFiles littleEndian(String name, String look, Entry... entries) {
        return new ExifFiles(name, tiff("II*\0", ByteOrder.LITTLE_ENDIAN, entries), look);
    }

    /// @param value the four bytes of the value, as a number in the file's byte order
    static Entry entry(int type, int count, int value) {
        return new Entry(type, count, value);
    }

    private static byte[] tiff(String magic, ByteOrder byteOrder, Entry... entries) {
        var tiff = ByteBuffer.allocate(14 + 12 * entries.length).order(byteOrder);
        tiff.put(JpegFiles.ascii(magic)).putInt(8).putShort((short) entries.length);
        for (var entry : entries)
            tiff.putShort((short) 0x0112)
                    .putShort((short) entry.type)
                    .putInt(entry.count)
                    .putInt(entry.value);
        return tiff.array();
    }

    @Override
    public String toString() {
        return name;
    }

    /// A directory entry with the tag for orientation (TIFF 6.0 section 2).
    record Entry(int type, int count, int value) {}
}
