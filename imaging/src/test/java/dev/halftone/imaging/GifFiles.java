package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// GIF89a files of plain frames, each in one of four colors.
public final class GifFiles {
    private static final int[] COLOURS = {0x000000, 0xFF0000, 0x00FF00, 0x0000FF};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int side;

    /// @param side width and height, in pixels
    private GifFiles(int side) {
        this.side = side;
    }

    static GifFiles ofSide(int side) {
        return new GifFiles(side).screen(side, side, 0).colorTable();
    }

    /// A screen without a color table: each frame must have its own.
    static GifFiles withoutColors(int width, int height) {
        return new GifFiles(width).screen(width, height, -1);
    }

    /// @param background the index of the background color
    static GifFiles ofScreen(int width, int height, int background) {
        return new GifFiles(width).screen(width, height, background).colorTable();
    }

    private GifFiles screen(int width, int height, int background) {
        out.writeBytes(ascii("GIF89a"));
        shorts(width, height);
        out.writeBytes(new byte[] {(byte) (background < 0 ? 0 : 0x81), (byte) background, 0});
        return this;
    }

    private GifFiles colorTable() {
        for (var color : COLOURS) out.writeBytes(new byte[] {(byte) (color >> 16), (byte) (color >> 8), (byte) color});
        return this;
    }

    GifFiles loopingForEver() {
        return looping(0);
    }

    /// @param again how often it repeats after the first time; 0 is forever
    GifFiles looping(int again) {
        out.writeBytes(new byte[] {0x21, (byte) 0xFF, 11});
        out.writeBytes(ascii("NETSCAPE2.0"));
        out.writeBytes(new byte[] {3, 1, (byte) again, (byte) (again >> 8), 0});
        return this;
    }

    GifFiles comment(String text) {
        out.writeBytes(commentBlock(text));
        return this;
    }

    /// The same with a comment before its trailer.
    static ImageBytes withComment(ImageBytes gif, String text) {
        var front = Arrays.copyOf(gif.array(), gif.size() - 1);
        return new ImageBytes(concat(front, commentBlock(text), new byte[] {0x3B}));
    }

    /// A comment, and XMP in an application extension.
    public static ImageBytes withMetadata(ImageBytes gif) {
        var xmp = concat(new byte[] {0x21, -1, 11}, ascii("XMP DataXMP"), new byte[] {(byte) JpegFiles.XMP.length()});
        var front = Arrays.copyOf(withComment(gif, "GPS-SECRET").array(), gif.size() - 1);
        var comment = commentBlock("GPS-SECRET");
        return new ImageBytes(concat(front, comment, xmp, ascii(JpegFiles.XMP), new byte[] {0, 0x3B}));
    }

    private static byte[] commentBlock(String text) {
        return concat(new byte[] {0x21, (byte) 0xFE, (byte) text.length()}, ascii(text), new byte[1]);
    }

    /// @param hundredths how long it is shown, in hundredths of a second
    GifFiles frame(int color, int hundredths) {
        out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, 0});
        shorts(hundredths);
        out.writeBytes(new byte[] {0, 0, 0x2C, 0, 0, 0, 0});
        shorts(side, side);
        out.writeBytes(new byte[] {0, 2});
        pixels(color, side * side);
        return this;
    }

    /// A frame anywhere, in one color, which is shown for 0.2 s.
    ///
    /// @param control whether a graphic control extension says so
    /// @param colorTable whether it has a color table of its own
    GifFiles frame(Frame frame, boolean control, boolean colorTable) {
        if (control) {
            out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, (byte) (frame.disposal << 2)});
            shorts(20);
            out.writeBytes(new byte[2]);
        }
        out.write(0x2C);
        shorts(frame.left, frame.top, frame.width, frame.height);
        out.write(colorTable ? 0x81 : 0);
        if (colorTable) colorTable();
        out.write(2);
        pixels(frame.color, frame.width * frame.height);
        return this;
    }

    GifFiles frames(int count) {
        for (var i = 0; i < count; i++) frame(1 + i % 3, 10);
        return this;
    }

    ImageBytes done() {
        out.write(0x3B);
        return new ImageBytes(out.toByteArray());
    }

    // Codes of 3 bits, cleared before each pixel so that they never grow: 4 is clear, 5 is the end.
    private void pixels(int color, int count) {
        var codes = new ByteArrayOutputStream();
        var bits = 0;
        var held = 0;
        for (var i = 0; i <= count; i++) {
            held |= (4 | (i == count ? 5 : color) << 3) << bits;
            for (bits += 6; bits >= 8; bits -= 8, held >>= 8) codes.write(held);
        }
        codes.write(held);
        subBlocks(codes.toByteArray());
    }

    private void subBlocks(byte[] bytes) {
        for (var at = 0; at < bytes.length; at += 255) {
            var size = Math.min(255, bytes.length - at);
            out.write(size);
            out.write(bytes, at, size);
        }
        out.write(0);
    }

    private void shorts(int... values) {
        var bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) bytes.putShort((short) value);
        out.writeBytes(bytes.array());
    }

    /// Where a frame is, its color, and how it is disposed of: 0 or 1 not at all, 2 it is cleared, 3 it is replaced
    /// by what was there before.
    record Frame(int left, int top, int width, int height, int color, int disposal) {}
}
