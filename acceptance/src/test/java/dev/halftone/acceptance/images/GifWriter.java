package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;

import dev.halftone.imaging.ImageBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;

/// GIFs of any frames (GIF89a), in the colors of a cube with six levels a side.
final class GifWriter {
    private static final int LEVELS = 6;
    private static final int COLORS = LEVELS * LEVELS * LEVELS;
    private static final int TRANSPARENT = COLORS;
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODE_BITS = 9;
    // Before the decoder's table has 512 codes, which would take ten bits.
    private static final int CODES_UNTIL_CLEAR = 250;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GifWriter() {}

    /// A screen with a global palette.
    static GifWriter screen(int width, int height) {
        return new GifWriter().header(width, height, 0xF7, 0).palette();
    }

    /// A screen whose frames have palettes of their own.
    static GifWriter screenWithoutPalette(int width, int height) {
        return new GifWriter().header(width, height, 0x70, 0);
    }

    /// A screen whose background is a color of its palette, which browsers ignore.
    static GifWriter screenWithBackground(int width, int height, int background) {
        return new GifWriter().header(width, height, 0xF7, background).palette();
    }

    private GifWriter header(int width, int height, int flags, int background) {
        out.writeBytes(ascii("GIF89a"));
        shorts(width, height);
        out.writeBytes(new byte[] {(byte) flags, (byte) background, 0});
        return this;
    }

    private GifWriter palette() {
        for (var color = 0; color < CLEAR; color++) {
            var inCube = color < COLORS ? color : 0;
            out.write(51 * (inCube / LEVELS / LEVELS));
            out.write(51 * (inCube / LEVELS % LEVELS));
            out.write(51 * (inCube % LEVELS));
        }
        return this;
    }

    /// @param times 0 is forever
    GifWriter looping(int times) {
        out.writeBytes(new byte[] {0x21, (byte) 0xFF, 11});
        out.writeBytes(ascii("NETSCAPE2.0"));
        out.writeBytes(new byte[] {3, 1, (byte) times, 0, 0});
        return this;
    }

    /// A graphic control extension, for the frame that follows.
    ///
    /// @param disposal 0: none, 1: leave, 2: restore to background, 3: restore to previous
    GifWriter control(int disposal, boolean hasTransparency, int hundredths) {
        out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, (byte) (disposal << 2 | (hasTransparency ? 1 : 0))});
        shorts(hundredths);
        out.writeBytes(new byte[] {(byte) TRANSPARENT, 0});
        return this;
    }

    /// A frame in the global palette.
    GifWriter frame(BufferedImage image, int left, int top) {
        return descriptor(image, left, top, 0).rows(image, false);
    }

    /// A frame in the same colors as a local palette.
    GifWriter frameWithPalette(BufferedImage image, int left, int top) {
        return descriptor(image, left, top, 0x87).palette().rows(image, false);
    }

    /// A frame with its rows in four passes (appendix E).
    GifWriter interlacedFrame(BufferedImage image) {
        return descriptor(image, 0, 0, 0x40).rows(image, true);
    }

    private GifWriter descriptor(BufferedImage image, int left, int top, int flags) {
        out.write(0x2C);
        shorts(left, top, image.getWidth(), image.getHeight());
        out.write(flags);
        return this;
    }

    private GifWriter rows(BufferedImage image, boolean interlaced) {
        var codes = new CodeWriter();
        for (var pass : interlaced ? new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}} : new int[][] {{0, 1}}) {
            for (var y = pass[0]; y < image.getHeight(); y += pass[1]) {
                for (var x = 0; x < image.getWidth(); x++) codes.pixel(color(image.getRGB(x, y)));
            }
        }
        out.write(CODE_BITS - 1);
        subBlocks(codes.done());
        return this;
    }

    private static int color(int argb) {
        if (argb >>> 24 < 128) return TRANSPARENT;
        return (level(argb >> 16) * LEVELS + level(argb >> 8)) * LEVELS + level(argb);
    }

    private static int level(int sample) {
        return ((sample & 0xFF) + 25) / 51;
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
        for (var value : values) {
            out.write(value);
            out.write(value >> 8);
        }
    }

    ImageBytes done() {
        out.write(0x3B);
        return new ImageBytes(out.toByteArray());
    }

    ImageBytes withoutTrailer() {
        return new ImageBytes(out.toByteArray());
    }

    /// LZW (appendix F) that codes each pixel on its own, and clears the table before the codes grow.
    private static final class CodeWriter {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int held;
        private int bits;
        private int pixels;

        void pixel(int color) {
            if (pixels++ % CODES_UNTIL_CLEAR == 0) code(CLEAR);
            code(color);
        }

        private void code(int code) {
            held |= code << bits;
            for (bits += CODE_BITS; bits >= 8; bits -= 8, held >>= 8) out.write(held);
        }

        byte[] done() {
            code(END);
            out.write(held);
            return out.toByteArray();
        }
    }
}
