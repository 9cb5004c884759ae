package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.header.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Edits the chunks of WebPs (RFC 9649).
public final class WebpFiles {
    private static final int RIFF_HEADER = 12;
    private static final int FLAGS = 20;
    private static final int ICC = 0x20;
    private static final int EXIF = 0x08;
    private static final int XMP = 0x04;

    private WebpFiles() {}

    /// The same with other EXIF.
    ///
    /// @param webp a file that libvips has written, which is extended (VP8X) already
    public static ImageBytes withExif(ImageBytes webp, byte[] tiff) {
        return with(without(webp, "EXIF"), "EXIF", tiff, EXIF);
    }

    public static ImageBytes withXmp(ImageBytes webp, String xmp) {
        return with(webp, "XMP ", ascii(xmp), XMP);
    }

    /// The same lossy image as an extended file with a color profile.
    static ImageBytes withProfile(ImageBytes webp, byte[] profile) {
        var bytes = new Bytes(webp.array());
        var extended = new byte[] {ICC, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        var isSimple = bytes.matches("VP8 ", RIFF_HEADER);
        if (isSimple)
            ByteBuffer.wrap(extended)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(4, (short) (bytes.u16le(26) - 1))
                    .putShort(7, (short) (bytes.u16le(28) - 1));
        else {
            System.arraycopy(webp.array(), FLAGS, extended, 0, extended.length);
            extended[0] |= ICC;
        }
        var image = isSimple ? RIFF_HEADER : FLAGS + extended.length;
        return ofRightSize(concat(
                Arrays.copyOf(webp.array(), RIFF_HEADER),
                ascii("VP8X"),
                size(extended.length),
                extended,
                ascii("ICCP"),
                size(profile.length),
                Arrays.copyOf(profile, profile.length + (profile.length & 1)),
                Arrays.copyOfRange(webp.array(), image, webp.size())));
    }

    /// The same file with another canvas.
    public static ImageBytes claiming(ImageBytes webp, int width, int height) {
        var bytes = webp.array().clone();
        for (var i = 0; i < 3; i++) {
            bytes[FLAGS + 4 + i] = (byte) ((width - 1) >> (8 * i));
            bytes[FLAGS + 7 + i] = (byte) ((height - 1) >> (8 * i));
        }
        return new ImageBytes(bytes);
    }

    private static ImageBytes with(ImageBytes webp, String type, byte[] content, int flag) {
        var padded = Arrays.copyOf(content, content.length + (content.length & 1));
        var bytes = concat(webp.array(), ascii(type), size(content.length), padded);
        bytes[FLAGS] |= (byte) flag;
        return ofRightSize(bytes);
    }

    private static ImageBytes without(ImageBytes webp, String type) {
        var bytes = new Bytes(webp.array());
        var out = new ByteArrayOutputStream();
        out.write(webp.array(), 0, RIFF_HEADER);
        for (var at = RIFF_HEADER; at < bytes.size(); ) {
            var size = 8 + (int) ((bytes.u32le(at + 4) + 1) & ~1);
            if (!bytes.matches(type, at)) out.write(webp.array(), at, size);
            at += size;
        }
        return ofRightSize(out.toByteArray());
    }

    private static ImageBytes ofRightSize(byte[] webp) {
        System.arraycopy(size(webp.length - 8), 0, webp, 4, 4);
        return new ImageBytes(webp);
    }

    private static byte[] size(int size) {
        return ByteBuffer.wrap(new byte[4])
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .array();
    }
}
