package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Edits the chunks of PNGs.
public final class PngFiles {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int BEHIND_HEADER = 33;

    private PngFiles() {}

    /// @param colorType 0: gray, 2: RGB, 3: palette, 4: gray and alpha, 6: RGB and alpha
    static ImageBytes of(int colorType, QuadrantImage quadrantImage, byte[]... chunks) {
        var rows = new ByteArrayOutputStream();
        writePass(quadrantImage, 0, 1, 0, 1, rows);
        return of(colorType, quadrantImage, 0, concat(chunks), rows.toByteArray());
    }

    /// The same, with its rows in Adam7's order (PNG 3rd edition, clause 8).
    static ImageBytes interlaced(int colorType, QuadrantImage quadrantImage, byte[]... chunks) {
        var rows = new ByteArrayOutputStream();
        writePass(quadrantImage, 0, 8, 0, 8, rows);
        writePass(quadrantImage, 4, 8, 0, 8, rows);
        writePass(quadrantImage, 0, 4, 4, 8, rows);
        writePass(quadrantImage, 2, 4, 0, 4, rows);
        writePass(quadrantImage, 0, 2, 2, 4, rows);
        writePass(quadrantImage, 1, 2, 0, 2, rows);
        writePass(quadrantImage, 0, 1, 1, 2, rows);
        return of(colorType, quadrantImage, 1, concat(chunks), rows.toByteArray());
    }

    private static void writePass(
            QuadrantImage quadrantImage, int left, int across, int top, int down, ByteArrayOutputStream out) {
        for (var y = top; y < QuadrantImage.HEIGHT; y += down) {
            // Each row begins with its filter: none.
            out.write(0);
            out.writeBytes(quadrantImage.row(left, across, y));
        }
    }

    private static ImageBytes of(
            int colorType, QuadrantImage quadrantImage, int interlace, byte[] chunks, byte[] rows) {
        var header = ByteBuffer.allocate(13).putInt(QuadrantImage.WIDTH).putInt(QuadrantImage.HEIGHT);
        header.put((byte) quadrantImage.bits()).put((byte) colorType).put(new byte[] {0, 0, (byte) interlace});
        return new ImageBytes(concat(
                SIGNATURE,
                chunk("IHDR", header.array()),
                chunks,
                chunk("IDAT", deflated(rows)),
                chunk("IEND", new byte[0])));
    }

    /// The same image as the first of several equal frames (PNG 3rd edition, clause 4.9).
    public static ImageBytes animated(ImageBytes png, int frames) {
        var header = ByteBuffer.wrap(png.array());
        var size = ByteBuffer.wrap(new byte[8])
                .putInt(header.getInt(16))
                .putInt(header.getInt(20))
                .array();
        var pixels = chunks(png, "IDAT");
        var out = new ByteArrayOutputStream();
        out.write(png.array(), 0, BEHIND_HEADER);
        out.writeBytes(chunk("acTL", concat(number(frames), number(0))));
        for (int frame = 0, sequence = 0; frame < frames; frame++) {
            out.writeBytes(
                    chunk("fcTL", concat(number(sequence++), size, new byte[8], new byte[] {0, 1, 0, 10, 0, 0})));
            out.writeBytes(frame == 0 ? chunk("IDAT", pixels) : chunk("fdAT", concat(number(sequence++), pixels)));
        }
        out.writeBytes(chunk("IEND", new byte[0]));
        return new ImageBytes(out.toByteArray());
    }

    /// An animation whose first frame is not the image itself, but another of any size and place.
    static ImageBytes animated(ImageBytes png, ImageBytes frame, int left, int top) {
        var pixels = chunks(frame, "IDAT");
        var half = pixels.length / 2;
        return animated(
                png,
                chunk("fcTL", control(0, frame, left, top)),
                chunk("fdAT", concat(number(1), Arrays.copyOf(pixels, half))),
                chunk("tEXt", ascii("a\0b")),
                chunk("fdAT", concat(number(2), Arrays.copyOfRange(pixels, half, pixels.length))),
                chunk("fcTL", control(3, png, 0, 0)),
                chunk("fdAT", concat(number(4), chunks(png, "IDAT"))));
    }

    /// An image that declares two frames, and chunks after its pixels.
    static ImageBytes animated(ImageBytes png, byte[]... chunks) {
        var declared = withChunk(png, "acTL", concat(number(2), number(0)));
        var end = declared.size() - 12;
        return new ImageBytes(concat(
                Arrays.copyOf(declared.array(), end),
                concat(chunks),
                Arrays.copyOfRange(declared.array(), end, declared.size())));
    }

    /// The content of a frame control chunk.
    static byte[] control(int sequence, ImageBytes frame, int left, int top) {
        var size = Arrays.copyOfRange(frame.array(), 16, 24);
        return concat(number(sequence), size, number(left), number(top), new byte[] {0, 1, 0, 10, 0, 0});
    }

    /// The content of a frame data chunk.
    static byte[] data(int sequence, ImageBytes frame) {
        return concat(number(sequence), chunks(frame, "IDAT"));
    }

    /// The same pixels, deflated as the function says.
    static ImageBytes withPixels(ImageBytes png, UnaryOperator<byte[]> deflated) {
        return new ImageBytes(concat(
                Arrays.copyOf(png.array(), indexOf(png, "IDAT") - 4),
                chunk("IDAT", deflated.apply(chunks(png, "IDAT"))),
                chunk("IEND", new byte[0])));
    }

    /// The same file with a wrong checksum in its first chunk of a type.
    static ImageBytes withWrongChecksum(ImageBytes png, String type) {
        var bytes = png.array().clone();
        var at = indexOf(png, type);
        bytes[at + 4 + ByteBuffer.wrap(bytes).getInt(at - 4)] ^= 0x55;
        return new ImageBytes(bytes);
    }

    private static int indexOf(ImageBytes png, String type) {
        return new String(png.array(), StandardCharsets.ISO_8859_1).indexOf(type);
    }

    private static byte[] chunks(ImageBytes png, String type) {
        var content = new ByteArrayOutputStream();
        var bytes = ByteBuffer.wrap(png.array());
        for (var at = SIGNATURE.length; at < png.size(); at += 12 + bytes.getInt(at)) {
            var isType = new String(png.array(), at + 4, 4, StandardCharsets.US_ASCII).equals(type);
            if (isType) content.write(png.array(), at + 8, bytes.getInt(at));
        }
        return content.toByteArray();
    }

    private static byte[] number(int number) {
        return ByteBuffer.wrap(new byte[4]).putInt(number).array();
    }

    /// Adds a chunk after the header.
    public static ImageBytes withChunk(ImageBytes png, String type, byte[] content) {
        return new ImageBytes(concat(
                Arrays.copyOf(png.array(), BEHIND_HEADER),
                chunk(type, content),
                Arrays.copyOfRange(png.array(), BEHIND_HEADER, png.size())));
    }

    /// Adds a chunk after the pixels.
    static ImageBytes withLastChunk(ImageBytes png, String type, byte[] content) {
        var end = png.size() - 12;
        return new ImageBytes(concat(
                Arrays.copyOf(png.array(), end),
                chunk(type, content),
                Arrays.copyOfRange(png.array(), end, png.size())));
    }

    /// EXIF, XMP, texts and a time.
    public static ImageBytes withMetadata(ImageBytes png) {
        var exif = JpegFiles.exif(1);
        var chunks = concat(
                chunk("eXIf", Arrays.copyOfRange(exif, 6, exif.length)),
                chunk("iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0" + JpegFiles.XMP)),
                chunk("tEXt", ascii("Comment\0GPS-SECRET")),
                chunk("zTXt", concat(ascii("Author\0\0"), deflated(ascii("GPS-SECRET")))),
                chunk("tIME", new byte[] {7, -24, 1, 2, 3, 4, 5}),
                chunk("prVt", ascii("GPS-SECRET")));
        return new ImageBytes(concat(
                Arrays.copyOf(png.array(), BEHIND_HEADER),
                chunks,
                Arrays.copyOfRange(png.array(), BEHIND_HEADER, png.size())));
    }

    /// Declares colors by code points: no matrix, the full range (PNG 3rd edition, clause 11.3.2.6).
    public static ImageBytes withCodePoints(ImageBytes png, int primaries, int transfer) {
        return withChunk(png, "cICP", new byte[] {(byte) primaries, (byte) transfer, 0, 1});
    }

    /// The gamma of old Macintoshes, and the primaries of sRGB.
    static ImageBytes withGammaOfOldScreens(ImageBytes png) {
        return withPrimaries(withGamma(png, 55_556), 31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000);
    }

    /// The exponent that converted light to numbers, in hundred-thousandths.
    public static ImageBytes withGamma(ImageBytes png, int gamma) {
        return withChunk(png, "gAMA", number(gamma));
    }

    /// White, red, green and blue, x and y of each, in hundred-thousandths.
    public static ImageBytes withPrimaries(ImageBytes png, int... points) {
        var content = ByteBuffer.allocate(4 * points.length);
        for (var point : points) content.putInt(point);
        return withChunk(png, "cHRM", content.array());
    }

    public static ImageBytes withProfile(ImageBytes png, byte[] profile) {
        return withChunk(png, "iCCP", concat(ascii("test\0\0"), deflated(profile)));
    }

    public static ImageBytes withDeflatedText(ImageBytes png, byte[] text) {
        return withChunk(png, "zTXt", concat(ascii("test\0\0"), deflated(text)));
    }

    /// A header without pixels.
    public static ImageBytes claiming(int width, int height) {
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        return new ImageBytes(concat(
                SIGNATURE, chunk("IHDR", header.array()), chunk("IDAT", new byte[0]), chunk("IEND", new byte[0])));
    }

    /// The same chunks, as far as they are complete, with corrected checksums.
    public static ImageBytes withChecksums(ImageBytes png) {
        var bytes = ByteBuffer.wrap(png.array().clone());
        for (var at = (long) SIGNATURE.length; at + 12 <= png.size(); ) {
            var end = at + 8 + (bytes.getInt((int) at) & 0xFFFFFFFFL);
            if (end + 4 > png.size()) break;
            var checksum = new CRC32();
            checksum.update(bytes.array(), (int) at + 4, (int) (end - at - 4));
            bytes.putInt((int) end, (int) checksum.getValue());
            at = end + 4;
        }
        return new ImageBytes(bytes.array());
    }

    static List<String> chunkTypes(ImageBytes png) {
        var types = new ArrayList<String>();
        var bytes = ByteBuffer.wrap(png.array());
        for (var at = SIGNATURE.length; at < png.size(); at += 12 + bytes.getInt(at)) {
            types.add(new String(png.array(), at + 4, 4, StandardCharsets.US_ASCII));
        }
        return types;
    }

    static int bitDepth(ImageBytes png) {
        return png.array()[24];
    }

    /// 3 is a palette.
    static int colorType(ImageBytes png) {
        return png.array()[25];
    }

    public static byte[] chunk(String type, byte[] content) {
        var checked = concat(ascii(type), content);
        var checksum = new CRC32();
        checksum.update(checked);
        return concat(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                checked,
                ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    static byte[] deflated(byte[] bytes) {
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
            return out.toByteArray();
        }
    }
}
