package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.header.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Edits the chunks of WebPs (RFC 9649).
final class WebpFiles {
    private static final int RIFF_HEADER = 12;
    private static final int FLAGS = 20;
    private static final int EXIF = 0x08;
    private static final int XMP = 0x04;

    private WebpFiles() {}

    /// @param webp a file that libvips has written, which is extended (VP8X) already
    static ImageBytes withExif(ImageBytes webp, byte[] tiff) {
        return with(without(webp, "EXIF"), "EXIF", tiff, EXIF);
    }

    static ImageBytes withXmp(ImageBytes webp, String xmp) {
        return with(webp, "XMP ", ascii(xmp), XMP);
    }

    /// The same file with another canvas.
    static ImageBytes claiming(ImageBytes webp, int width, int height) {
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
