package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.VipsImage;

/// Codes a picture, without its metadata but with its colour profile.
///
/// @param keepsProfiles whether libvips can drop the rest and keep those
record PixelEncoder(boolean keepsProfiles) {
    // What has more is coded in less time and less well: a palette and an AVIF are made in one call that cannot
    // be stopped, and 100 megapixels must not keep a core for longer than about 20 s.
    private static final long LARGE_PIXELS = 2048 * 2048;

    ImageBytes encode(VipsImage vipsImage, PixelPlan pixelPlan) {
        var quality = "Q=" + pixelPlan.quality() + ",";
        return switch (pixelPlan.target()) {
            case JPEG -> save(flatten(vipsImage), "jpegsave_buffer", quality);
            case PNG ->
                save(
                        withoutGrayProfile(vipsImage),
                        "pngsave_buffer",
                        quality + "palette=true," + ditheringEffort(vipsImage));
            case WEBP -> save(withoutGrayProfile(vipsImage), "webpsave_buffer", quality);
            case AVIF ->
                save(
                        withoutGrayProfile(vipsImage),
                        "heifsave_buffer",
                        quality + "compression=av1," + searchEffort(vipsImage));
            case GIF -> save(withoutGrayProfile(vipsImage), "gifsave_buffer", "");
            case TIFF, BMP, HEIC -> throw new IllegalArgumentException(pixelPlan.target() + " is never written");
        };
    }

    // JPEG has no alpha: what is transparent is shown on white, as on most shops' pages.
    private static VipsImage flatten(VipsImage vipsImage) {
        return vipsImage.hasAlpha() ? vipsImage.apply("flatten", "background=255") : vipsImage;
    }

    // The others are written in RGB, to which a profile for grey would not belong.
    private static VipsImage withoutGrayProfile(VipsImage vipsImage) {
        return vipsImage.colorSpace() == VipsImage.ColorSpace.GRAY && ColorConversion.hasProfile(vipsImage)
                ? ColorConversion.toSrgb(vipsImage)
                : vipsImage;
    }

    private ImageBytes save(VipsImage vipsImage, String saver, String options) {
        var hasProfile = ColorConversion.hasProfile(vipsImage);
        if (keepsProfiles) return vipsImage.save(saver, options + (hasProfile ? "keep=icc" : "keep=none"));
        // The profile goes with all the rest, so the colours are made not to need it.
        return (hasProfile ? ColorConversion.toSrgb(vipsImage) : vipsImage).save(saver, options + "strip=true");
    }

    // Measured on photos: 0.8 s of a core a megapixel as libvips has it, 0.19 s so, of which most is finding
    // each pixel's colour. Not dithered they are also smaller.
    private static String ditheringEffort(VipsImage vipsImage) {
        return isLarge(vipsImage) ? "effort=1,dither=0," : "";
    }

    // On two cores: effort 3 takes 0.5 s a megapixel, effort 1 about 0.15 s.
    private static String searchEffort(VipsImage vipsImage) {
        return isLarge(vipsImage) ? "effort=1," : "effort=3,";
    }

    private static boolean isLarge(VipsImage vipsImage) {
        return (long) vipsImage.width() * vipsImage.height() > LARGE_PIXELS;
    }
}
