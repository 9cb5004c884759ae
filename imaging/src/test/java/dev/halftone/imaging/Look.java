package dev.halftone.imaging;

import java.awt.image.BufferedImage;

/// What a picture of four quarters looks like: a letter for each, clockwise from top left. `R`, `G`, `B` for colours,
/// `K`, `d`, `l`, `W` for black, dark, light and white, `.` for transparent, `?` for anything between.
final class Look {
    private Look() {}

    static String of(Recompressed.Done done) {
        return of(Pictures.decoded(done));
    }

    static String of(BufferedImage picture) {
        var left = picture.getWidth() / 6;
        var right = picture.getWidth() - 1 - left;
        var top = picture.getHeight() / 6;
        var bottom = picture.getHeight() - 1 - top;
        return letter(picture, left, top)
                + letter(picture, right, top)
                + letter(picture, right, bottom)
                + letter(picture, left, bottom);
    }

    // The JDK takes the numbers of a grey picture for linear light, which they are in no file here.
    private static String letter(BufferedImage picture, int x, int y) {
        if (picture.getColorModel().getNumColorComponents() > 1) return letter(picture.getRGB(x, y));
        var pixel = picture.getRaster().getPixel(x, y, new int[2]);
        var grey = pixel[0] >> (picture.getColorModel().getComponentSize(0) - 8);
        var alpha = picture.getColorModel().hasAlpha() ? pixel[1] : 0xFF;
        return letter(alpha << 24 | grey << 16 | grey << 8 | grey);
    }

    private static String letter(int argb) {
        if (argb >>> 24 < 24) return ".";
        if (argb >>> 24 < 232) return "?";
        var red = argb >> 16 & 0xFF;
        var green = argb >> 8 & 0xFF;
        var blue = argb & 0xFF;
        if (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) < 32) return grey(green);
        if (red > green + 64 && red > blue + 64) return "R";
        if (green > red + 64 && green > blue + 64) return "G";
        return blue > red + 64 && blue > green + 64 ? "B" : "?";
    }

    private static String grey(int level) {
        if (level < 24) return "K";
        if (level > 231) return "W";
        if (level > 65 && level < 105) return "d";
        return level > 150 && level < 190 ? "l" : "?";
    }
}
