package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;

/// The room that a result must fit in, in pixels.
record Box(int width, int height) {

    /// What the recipe allows and the target format can hold.
    static Box of(Recipe recipe, ImageFormat target) {
        var largest = largestSide(target);
        return new Box(side(recipe.maxWidth(), largest), side(recipe.maxHeight(), largest));
    }

    boolean holds(int width, int height) {
        return width <= this.width && height <= this.height;
    }

    /// As options of libvips' thumbnail operations: to fit inside, and never to enlarge.
    String asOptions() {
        return "width=" + width + ",height=" + height + ",size=down";
    }

    private static int side(int asked, int largest) {
        return asked == 0 ? largest : Math.min(asked, largest);
    }

    // JPEG: libjpeg's JPEG_MAX_DIMENSION. WebP: 14 bits. AVIF: libvips' limit. GIF: 16 bits. PNG: libvips'
    // VIPS_MAX_COORD.
    private static int largestSide(ImageFormat target) {
        return switch (target) {
            case JPEG -> 65_500;
            case WEBP -> 16_383;
            case AVIF -> 16_384;
            case GIF -> 65_535;
            case PNG, TIFF, BMP, HEIC -> 10_000_000;
        };
    }
}
