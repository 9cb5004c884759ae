package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.ColourSpace;
import dev.halftone.imaging.vips.Picture;

/// Codes a picture, without its metadata but with its colour profile.
///
/// @param keepsProfiles whether libvips can drop the rest and keep those
record Encoder(boolean keepsProfiles) {
    // Above this an AVIF is coded in less time and more bytes: 100 megapixels must not take longer than 20 s of a core.
    private static final long MANY_PIXELS = 2048 * 2048;

    ImageBytes encode(Picture picture, Plan plan) {
        var quality = "Q=" + plan.quality() + ",";
        return switch (plan.target()) {
            case JPEG -> save(flat(picture), "jpegsave_buffer", quality);
            case PNG -> save(coloured(picture), "pngsave_buffer", quality + "palette=true,");
            case WEBP -> save(coloured(picture), "webpsave_buffer", quality);
            case AVIF -> save(coloured(picture), "heifsave_buffer", quality + "compression=av1," + effort(picture));
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
        if (keepsProfiles) return picture.save(saver, options + "keep=icc");
        // The profile goes with all the rest, so the colours are made not to need it.
        var colours = Profile.isIn(picture) ? Profile.applied(picture) : picture;
        return colours.save(saver, options + "strip=true");
    }

    // On two cores of 2020: effort 3 takes 0.5 s a megapixel, effort 1 0.1 s.
    private static String effort(Picture picture) {
        return (long) picture.width() * picture.height() > MANY_PIXELS ? "effort=1," : "effort=3,";
    }
}
