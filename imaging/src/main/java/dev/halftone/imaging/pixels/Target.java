package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.OutputFormat;

/// Which format an image is published in.
final class Target {
    private Target() {}

    static ImageFormat of(OutputFormat wanted, ImageFormat source, Opened opened) {
        return switch (wanted) {
            case JPEG -> ImageFormat.JPEG;
            case PNG -> ImageFormat.PNG;
            case WEBP -> ImageFormat.WEBP;
            case AVIF -> ImageFormat.AVIF;
            case KEEP -> kept(source, opened);
        };
    }

    // What browsers show stays as it is; the others become what they do show.
    private static ImageFormat kept(ImageFormat source, Opened opened) {
        return switch (source) {
            case JPEG, PNG, WEBP, AVIF, GIF -> source;
            case TIFF, BMP, HEIC -> isTransparent(opened) ? ImageFormat.PNG : ImageFormat.JPEG;
        };
    }

    // Many programs write an alpha channel that is opaque all over: it would cost a PNG where a JPEG does.
    private static boolean isTransparent(Opened opened) {
        var picture = opened.picture();
        return picture.hasAlpha() && EightBits.of(picture).smallestOfLastBand() < 255;
    }
}
