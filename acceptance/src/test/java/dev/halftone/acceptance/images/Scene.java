package dev.halftone.acceptance.images;

import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;

/// A picture with a color in each quarter, gradients, edges and some grain, which no rotation or mirror leaves as it
/// is.
final class Scene {
    static final int WIDTH = 96;
    static final int HEIGHT = 64;

    private static final int[][] QUARTERS = {{205, 60, 50}, {70, 160, 80}, {50, 80, 190}, {215, 210, 190}};

    private Scene() {}

    static BufferedImage color() {
        return color(WIDTH, HEIGHT);
    }

    static BufferedImage color(int width, int height) {
        return drawn(BufferedImage.TYPE_INT_RGB, width, height, (x, y) -> rgb(x, y, width, height));
    }

    /// One band of 8 bits, whose numbers are those of sRGB.
    static BufferedImage gray(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) image.getRaster().setSample(x, y, 0, luma(rgb(x, y, width, height)));
        }
        return image;
    }

    /// What [#gray] looks like.
    static BufferedImage grayAsRgb(int width, int height) {
        return drawn(BufferedImage.TYPE_INT_RGB, width, height, (x, y) -> luma(rgb(x, y, width, height)) * 0x010101);
    }

    /// A transparent corner and a soft edge.
    static BufferedImage cutOut() {
        return cutOut(WIDTH, HEIGHT);
    }

    static BufferedImage cutOut(int width, int height) {
        return drawn(
                BufferedImage.TYPE_INT_ARGB,
                width,
                height,
                (x, y) -> alpha(x, y, width, height) << 24 | rgb(x, y, width, height));
    }

    /// The same with a hard edge, as GIF has.
    static BufferedImage hardCutOut() {
        return drawn(
                BufferedImage.TYPE_INT_ARGB,
                WIDTH,
                HEIGHT,
                (x, y) -> alpha(x, y, WIDTH, HEIGHT) < 128 ? 0 : 0xFF000000 | rgb(x, y, WIDTH, HEIGHT));
    }

    /// [#cutOut] in gray.
    static BufferedImage grayCutOut() {
        return drawn(
                BufferedImage.TYPE_INT_ARGB,
                WIDTH,
                HEIGHT,
                (x, y) -> alpha(x, y, WIDTH, HEIGHT) << 24 | luma(rgb(x, y, WIDTH, HEIGHT)) * 0x010101);
    }

    private static BufferedImage drawn(int type, int width, int height, IntBinaryOperator pixel) {
        var image = new BufferedImage(width, height, type);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) image.setRGB(x, y, pixel.applyAsInt(x, y));
        }
        return image;
    }

    static int rgb(int x, int y, int width, int height) {
        var shade = 50 * x / width - 40 * y / height + grain(x, y);
        // A dark bar in the first quarter.
        if (8 * x > width && 4 * x < width && 3 * y < height) shade -= 90;
        var right = share(x, width);
        var low = share(y, height);
        var rgb = 0;
        for (var channel = 0; channel < 3; channel++) {
            var top = mixed(QUARTERS[0][channel], QUARTERS[1][channel], right);
            var bottom = mixed(QUARTERS[3][channel], QUARTERS[2][channel], right);
            rgb = rgb << 8 | clamp((int) mixed(top, bottom, low) + shade);
        }
        return rgb;
    }

    // Colors change within the middle third. Formats that store colors at half the size would blur edges.
    private static double share(int place, int size) {
        return Math.clamp((3.0 * place / size) - 1, 0, 1);
    }

    private static double mixed(double first, double second, double share) {
        return first + share * (second - first);
    }

    private static int grain(int x, int y) {
        return Math.floorMod((x * 7919) ^ (y * 104_729), 9) - 4;
    }

    private static int alpha(int x, int y, int width, int height) {
        return clamp(600 * (width - x) / width + 300 * y / height - 200);
    }

    static int luma(int rgb) {
        return clamp((299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)) / 1000);
    }

    private static int clamp(int value) {
        return Math.clamp(value, 0, 255);
    }
}
