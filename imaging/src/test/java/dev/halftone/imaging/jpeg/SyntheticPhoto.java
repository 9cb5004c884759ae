package dev.halftone.imaging.jpeg;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Random;

/// Similar to a photo: soft colors, a few edges, some grain; no two parts are the same.
final class SyntheticPhoto {
    private SyntheticPhoto() {}

    static BufferedImage of(int width, int height) {
        return drawn(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }

    static BufferedImage gray(int width, int height) {
        return drawn(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));
    }

    /// Without edges and grain.
    static BufferedImage soft(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) image.setRGB(x, y, new Color(90 + x / 2, 120, 200 - y).getRGB());
        }
        return image;
    }

    private static BufferedImage drawn(BufferedImage image) {
        var grain = new Random(11);
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++)
                image.setRGB(x, y, color(x, y, grain).getRGB());
        }
        return image;
    }

    private static Color color(int x, int y, Random grain) {
        var edge = (x * 3 + y * 5) / 40 % 2 == 0 ? 60 : 0;
        var red = 60 + 50 * Math.sin(x / 9.0) + edge + grain.nextInt(20);
        var green = 80 + 40 * Math.cos(y / 7.0 + x / 31.0) + grain.nextInt(20);
        var blue = 90 + 70 * Math.sin((x + y) / 23.0) - edge + grain.nextInt(20);
        return new Color(clamped(red), clamped(green), clamped(blue));
    }

    private static int clamped(double value) {
        return (int) Math.clamp(value, 0, 255);
    }
}
