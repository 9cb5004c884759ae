package dev.halftone.acceptance.images;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// The pixels of an image in sRGB, 8 bits a sample, with alpha that is not premultiplied.
final class Picture {
    private final int width;
    private final int height;
    private final int[] argb;

    private Picture(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    static Picture of(BufferedImage image) {
        var width = image.getWidth();
        var height = image.getHeight();
        return new Picture(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    /// Four bytes a pixel, as a canvas has them.
    static Picture ofRgba(int width, int height, byte[] rgba) {
        var argb = new int[width * height];
        for (var i = 0; i < argb.length; i++)
            argb[i] = (rgba[4 * i + 3] & 0xFF) << 24
                    | (rgba[4 * i] & 0xFF) << 16
                    | (rgba[4 * i + 1] & 0xFF) << 8
                    | (rgba[4 * i + 2] & 0xFF);
        return new Picture(width, height, argb);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// One color everywhere, or transparent everywhere.
    boolean isBlank() {
        return IntStream.of(argb).map(Picture::visible).distinct().count() == 1;
    }

    private static int visible(int argb) {
        return argb >>> 24 == 0 ? 0 : argb;
    }

    /// A sample as seen over a background of one gray level.
    ///
    /// @param channel 0: red, 1: green, 2: blue
    double sample(int x, int y, int channel, int background) {
        var pixel = argb[y * width + x];
        var alpha = (pixel >>> 24) / 255.0;
        return alpha * (pixel >> (16 - 8 * channel) & 0xFF) + (1 - alpha) * background;
    }

    /// The same without alpha, as seen over white.
    Picture overWhite() {
        var opaque = new int[argb.length];
        for (var i = 0; i < opaque.length; i++)
            opaque[i] = 0xFF000000 | overWhite(i, 0) << 16 | overWhite(i, 1) << 8 | overWhite(i, 2);
        return new Picture(width, height, opaque);
    }

    private int overWhite(int pixel, int channel) {
        return (int) Math.round(sample(pixel % width, pixel / width, channel, 255));
    }

    /// As it is shown with an orientation of EXIF: mirrored for 2, 4, 5 and 7, and transposed from 5 on. Numbers that
    /// mean nothing leave it as it is.
    Picture turned(int orientation) {
        var isTransposed = orientation >= 5 && orientation <= 8;
        var across = isTransposed ? height : width;
        var down = isTransposed ? width : height;
        var turned = new int[argb.length];
        for (var y = 0; y < down; y++) {
            for (var x = 0; x < across; x++) turned[y * across + x] = turnedPixel(orientation, x, y);
        }
        return new Picture(across, down, turned);
    }

    private int turnedPixel(int orientation, int x, int y) {
        return switch (orientation) {
            case 2 -> argb[y * width + width - 1 - x];
            case 3 -> argb[(height - 1 - y) * width + width - 1 - x];
            case 4 -> argb[(height - 1 - y) * width + x];
            case 5 -> argb[x * width + y];
            case 6 -> argb[(height - 1 - x) * width + y];
            case 7 -> argb[(height - 1 - x) * width + width - 1 - y];
            case 8 -> argb[x * width + width - 1 - y];
            default -> argb[y * width + x];
        };
    }

    /// The same with each pixel changed.
    ///
    /// @param pixel from ARGB to ARGB
    Picture mapped(IntUnaryOperator pixel) {
        return new Picture(width, height, IntStream.of(argb).map(pixel).toArray());
    }

    /// Moved to the right and down. What moves out comes in on the other side.
    Picture shifted(int right, int down) {
        var shifted = new int[argb.length];
        for (var i = 0; i < shifted.length; i++) {
            var x = Math.floorMod(i % width - right, width);
            var y = Math.floorMod(i / width - down, height);
            shifted[i] = argb[y * width + x];
        }
        return new Picture(width, height, shifted);
    }

    /// With one color from a row on.
    Picture withoutRows(int first, int color) {
        var cut = argb.clone();
        Arrays.fill(cut, first * width, cut.length, color);
        return new Picture(width, height, cut);
    }
}
