package dev.halftone.acceptance.images;

import dev.halftone.imaging.SampleImages.Sample;
import java.awt.image.BufferedImage;

/// What the samples of [dev.halftone.imaging.SampleImages] look like.
final class Quarters {
    private Quarters() {}

    static Picture picture(Sample sample) {
        var image = new BufferedImage(sample.width(), sample.height(), BufferedImage.TYPE_INT_ARGB);
        for (var y = 0; y < sample.height(); y++) {
            for (var x = 0; x < sample.width(); x++) {
                var isRight = 2 * x >= sample.width();
                var quarter = 2 * y < sample.height() ? (isRight ? 1 : 0) : (isRight ? 2 : 3);
                image.setRGB(x, y, color(sample.colors().charAt(quarter)));
            }
        }
        return Picture.of(image);
    }

    private static int color(char letter) {
        return switch (letter) {
            case 'R' -> 0xFFFF0000;
            case 'G' -> 0xFF00FF00;
            case 'B' -> 0xFF0000FF;
            case 'K' -> 0xFF000000;
            case 'd' -> 0xFF555555;
            case 'l' -> 0xFFAAAAAA;
            case 'W' -> 0xFFFFFFFF;
            default -> 0;
        };
    }
}
