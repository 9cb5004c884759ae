package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.concat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/// BMPs of every kind, most of which the JDK does not write.
final class BmpFiles {
    static final int V3_HEADER = 56;
    static final int V4_HEADER = 108;
    static final int V5_HEADER = 124;

    static final int NOT_COMPRESSED = 0;
    static final int RLE8 = 1;
    static final int RLE4 = 2;
    static final int BIT_FIELDS = 3;
    static final int HUFFMAN = 3;
    static final int RLE24 = 4;
    static final int JPEG_INSIDE = 4;
    static final int PNG_INSIDE = 5;
    static final int ALPHA_BIT_FIELDS = 6;
    static final int CMYK = 11;

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int OS2_HEADER = 64;

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

    /// The same with one of the headers of OS/2's second version, which may end early.
    ///
    /// @param size of the header, 16 to 64
    static ImageBytes ofOs2Version2(int size, QuadrantImage quadrantImage) {
        var whole = concat(info(QuadrantImage.HEIGHT, 24, NOT_COMPRESSED, 0), new byte[OS2_HEADER - INFO_HEADER]);
        return of(withSize(size, Arrays.copyOf(whole, size)), new byte[0], quadrantImage.rowsOfBitmap());
    }

    /// Run-length coded: every two bytes are a number of pixels and their color, or a command.
    ///
    /// @param compression [#RLE4], [#RLE8] or [#RLE24]
    static ImageBytes runs(int compression, byte[] runs, int... palette) {
        var bits = switch (compression) {
            case RLE4 -> 4;
            case RLE8 -> 8;
            default -> 24;
        };
        return of(info(QuadrantImage.HEIGHT, bits, compression, palette.length), ints(palette), runs);
    }

    /// 16 or 32 bits a pixel, little-endian, with the usual channels.
    static ImageBytes unmasked(int bits, byte[] pixels) {
        return of(info(QuadrantImage.HEIGHT, bits, NOT_COMPRESSED, 0), new byte[0], pixels);
    }

    /// 16 or 32 bits a pixel, little-endian, with masks for the channels after the header.
    static ImageBytes masked(int bits, byte[] pixels, int... masks) {
        var compression = masks.length == 3 ? BIT_FIELDS : ALPHA_BIT_FIELDS;
        return of(info(QuadrantImage.HEIGHT, bits, compression, 0), ints(masks), pixels);
    }

    /// 16 or 32 bits a pixel, with masks in the header.
    ///
    /// @param size of the header: 52 or more
    static ImageBytes maskedInHeader(int size, int bits, int compression, byte[] pixels, int... masks) {
        var header = concat(info(QuadrantImage.HEIGHT, bits, compression, 0), ints(masks));
        return of(withSize(size, Arrays.copyOf(header, size)), new byte[0], pixels);
    }

    /// 24 bits a pixel with an ICC profile after the pixels (PROFILE_EMBEDDED).
    static ImageBytes withProfile(QuadrantImage quadrantImage, byte[] profile) {
        var pixels = quadrantImage.rowsOfBitmap();
        var header = ByteBuffer.wrap(Arrays.copyOf(info(QuadrantImage.HEIGHT, 24, NOT_COMPRESSED, 0), V5_HEADER))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, V5_HEADER)
                .put(56, new byte[] {'D', 'E', 'B', 'M'})
                .putInt(112, V5_HEADER + pixels.length)
                .putInt(116, profile.length);
        return of(header.array(), new byte[0], concat(pixels, profile));
    }

    /// Of a kind that browsers do not show either. Its pixels are zeros.
    static ImageBytes odd(int bits, int compression) {
        return of(info(QuadrantImage.HEIGHT, bits, compression, 0), new byte[0], new byte[20_000]);
    }

    /// Declares another size of the file.
    static ImageBytes withFileSize(ImageBytes bitmap, int size) {
        return withInt(bitmap, 2, size);
    }

    /// Declares that the pixels start elsewhere.
    static ImageBytes withPixelsAt(ImageBytes bitmap, int offset) {
        return withInt(bitmap, 10, offset);
    }

    private static ImageBytes withInt(ImageBytes bitmap, int at, int value) {
        var bytes = bitmap.array().clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return new ImageBytes(bytes);
    }

    private static byte[] withSize(int size, byte[] header) {
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(0, size);
        return header;
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
