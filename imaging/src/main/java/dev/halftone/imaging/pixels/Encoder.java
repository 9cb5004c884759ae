package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.ColourSpace;
import dev.halftone.imaging.vips.Picture;

/// Codes a picture, without its metadata but with its colour profile.
///
/// @param keepsProfiles whether libvips can drop the rest and keep those
record Encoder(boolean keepsProfiles) {
    // What has more is coded in less time and less well: a palette and an AVIF are made in one call that cannot be
    // stopped, and 100 megapixels must not keep a core for longer than about 20 s.
    private static final long MANY_PIXELS = 2048 * 2048;

    ImageBytes encode(Picture picture, Plan plan) {
        var quality = "Q=" + plan.quality() + ",";
        return switch (plan.target()) {
            case JPEG -> save(flat(picture), "jpegsave_buffer", quality);
            case PNG -> save(coloured(picture), "pngsave_buffer", quality + "palette=true," + ditheringEffort(picture));
            case WEBP -> save(coloured(picture), "webpsave_buffer", quality);
            case AVIF ->
                save(coloured(picture), "heifsave_buffer", quality + "compression=av1," + searchEffort(picture));
            case GIF -> save(coloured(picture), "gifsave_buffer", "");
            case TIFF, BMP, HEIC -> throw new IllegalArgumentException(plan.target() + " is never written");
        };
    }

    // JPEG has no alpha: what is transparent is shown on white, as on most shops' pages.
    private static Picture flat(Picture picture) {
        return picture.hasAlpha() ? picture.apply("flatten", "background=255") : picture;
    }

    // The others are written in RGB, to which a profile for grey would not belong.
    private static Picture coloured(Picture picture) {
        return picture.colourSpace() == ColourSpace.GREY && Profile.isIn(picture) ? Profile.applied(picture) : picture;
    }

    private ImageBytes save(Picture picture, String saver, String options) {
        var hasProfile = Profile.isIn(picture);
        if (keepsProfiles) return picture.save(saver, options + (hasProfile ? "keep=icc" : "keep=none"));
        // The profile goes with all the rest, so the colours are made not to need it.
        return (hasProfile ? Profile.applied(picture) : picture).save(saver, options + "strip=true");
    }

    // Measured on photos: 0.8 s of a core a megapixel as libvips has it, 0.19 s so, of which most is finding each
    // pixel's colour. Not dithered they are also smaller.
    private static String ditheringEffort(Picture picture) {
        return isLarge(picture) ? "effort=1,dither=0," : "";
    }

    // On two cores: effort 3 takes 0.5 s a megapixel, effort 1 about 0.15 s.
    private static String searchEffort(Picture picture) {
        return isLarge(picture) ? "effort=1," : "effort=3,";
    }

    private static boolean isLarge(Picture picture) {
        return (long) picture.width() * picture.height() > MANY_PIXELS;
    }
}
