package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.VipsImage;

/// Encodes an image without its metadata, but with its color profile.
///
/// @param keepsProfiles whether libvips can drop the rest and keep the profile
record PixelEncoder(boolean keepsProfiles) {
    // Larger images are encoded faster and less well. A palette and an AVIF are each made in one call that
    // cannot be stopped, and 100 megapixels must not hold a core for longer than about 20 s.
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

    /// Encodes a PNG without a palette. Filters help where colors change little by little.
    ImageBytes encodeLossless(VipsImage vipsImage) {
        return save(withoutGrayProfile(vipsImage), "pngsave_buffer", "filter=all,");
    }

    /// Whether the image is so large that less effort is made.
    static boolean isLarge(VipsImage vipsImage) {
        return (long) vipsImage.width() * vipsImage.height() > LARGE_PIXELS;
    }

    // JPEG has no alpha. Transparent parts become white, the background of most shop pages.
    private static VipsImage flatten(VipsImage vipsImage) {
        return vipsImage.hasAlpha() ? vipsImage.apply("flatten", "background=255") : vipsImage;
    }

    // The other formats are written as RGB, where a gray profile would be invalid.
    private static VipsImage withoutGrayProfile(VipsImage vipsImage) {
        return ColorConversion.hasGrayProfile(vipsImage) ? ColorConversion.toSrgb(vipsImage) : vipsImage;
    }

    private ImageBytes save(VipsImage vipsImage, String saver, String options) {
        var hasProfile = ColorConversion.hasProfile(vipsImage);
        if (keepsProfiles) return vipsImage.save(saver, options + (hasProfile ? "keep=icc" : "keep=none"));
        // The profile is dropped with the metadata, so the colors are converted to sRGB first.
        return (hasProfile ? ColorConversion.toSrgb(vipsImage) : vipsImage).save(saver, options + "strip=true");
    }

    // Measured on photos: libvips' default takes 0.8 s of a core per megapixel, these options 0.19 s. Most of
    // that is finding each pixel's color. Without dithering the files are smaller, too.
    private static String ditheringEffort(VipsImage vipsImage) {
        return isLarge(vipsImage) ? "effort=1,dither=0," : "";
    }

    // Measured on two cores: effort 3 takes 0.5 s per megapixel, effort 1 about 0.15 s.
    private static String searchEffort(VipsImage vipsImage) {
        return isLarge(vipsImage) ? "effort=1," : "effort=3,";
    }
}
