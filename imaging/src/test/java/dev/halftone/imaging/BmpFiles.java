package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.concat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/// BMPs of every kind, most of which the JDK does not write.
final class BmpFiles {
    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int V4_HEADER = 108;

    private static final int NOT_COMPRESSED = 0;
    private static final int RLE8 = 1;
    private static final int BIT_FIELDS = 3;
    private static final int PNG_INSIDE = 5;

    private BmpFiles() {}

    /// With a palette, and as many bits a pixel as the quadrants' samples have.
    static ImageBytes indexed(QuadrantImage quadrantImage, int... palette) {
        return of(
                info(QuadrantImage.HEIGHT, quadrantImage.bits(), NOT_COMPRESSED, palette.length),
                ints(palette),
                quadrantImage.rowsOfBitmap());
    }

    /// 24 bits a pixel: blue, green, red.
    static ImageBytes trueColor(QuadrantImage quadrantImage) {
        return of(info(QuadrantImage.HEIGHT, 24, NOT_COMPRESSED, 0), new byte[0], quadrantImage.rowsOfBitmap());
    }

    /// The same with its rows from the top.
    static ImageBytes topDown(QuadrantImage quadrantImage) {
        return of(info(-QuadrantImage.HEIGHT, 24, NOT_COMPRESSED, 0), new byte[0], quadrantImage.rows());
    }

    /// The same with OS/2's header.
    static ImageBytes ofOs2(QuadrantImage quadrantImage) {
        var header = concat(ints(CORE_HEADER), shorts(QuadrantImage.WIDTH, QuadrantImage.HEIGHT, 1, 24));
        return of(header, new byte[0], quadrantImage.rowsOfBitmap());
    }

    /// Run-length coded with a palette: every two bytes are a number of pixels and their color.
    static ImageBytes runs(byte[] runs, int... palette) {
        return of(info(QuadrantImage.HEIGHT, 8, RLE8, palette.length), ints(palette), runs);
    }

    /// 16 or 32 bits a pixel, little-endian, with masks for the channels.
    static ImageBytes masked(int bits, byte[] pixels, int... masks) {
        return of(info(QuadrantImage.HEIGHT, bits, BIT_FIELDS, 0), ints(masks), pixels);
    }

    /// An image of another format embedded instead of pixels, as for printers.
    static ImageBytes embedding(ImageBytes png) {
        return of(info(QuadrantImage.HEIGHT, 0, PNG_INSIDE, 0), new byte[0], png.array());
    }

    /// 32 bits a pixel with an alpha mask (BITMAPV4HEADER, BI_BITFIELDS).
    static ImageBytes withAlpha(BufferedImage image) {
        var width = image.getWidth();
        var height = image.getHeight();
        var header = concat(
                ints(V4_HEADER, width, height),
                shorts(1, 32),
                ints(BIT_FIELDS, 0, 2835, 2835, 0, 0, 0xFF0000, 0xFF00, 0xFF, 0xFF000000, 0x73524742),
                new byte[48]);
        var rows = IntStream.range(0, height)
                .mapToObj(y -> ints(image.getRGB(0, height - 1 - y, width, 1, new int[width], 0, width)));
        return of(header, new byte[0], concat(rows.toArray(byte[][]::new)));
    }

    private static byte[] info(int height, int bits, int compression, int colors) {
        return concat(
                ints(INFO_HEADER, QuadrantImage.WIDTH, height),
                shorts(1, bits),
                ints(compression, 0, 2835, 2835, colors, 0));
    }

    private static ImageBytes of(byte[] header, byte[] between, byte[] pixels) {
        var offset = FILE_HEADER + header.length + between.length;
        return new ImageBytes(
                concat(new byte[] {'B', 'M'}, ints(offset + pixels.length, 0, offset), header, between, pixels));
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.wrap(new byte[4 * values.length]).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) bytes.putInt(value);
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        var bytes = ByteBuffer.wrap(new byte[2 * values.length]).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) bytes.putShort((short) value);
        return bytes.array();
    }
}
