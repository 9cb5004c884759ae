package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.vips.ColourSpace;
import dev.halftone.imaging.vips.Picture;

/// Brings colours to what the web shows: grey or RGB of 8 bits. A colour profile of such a picture stays with it; the
/// profile of a CMYK picture is what turns it into sRGB (without one, libvips' own for coated paper).
final class EightBits {
    private EightBits() {}

    static boolean has(Picture picture) {
        var space = picture.colourSpace();
        return picture.hasEightBits() && (space == ColourSpace.GREY || space == ColourSpace.SRGB);
    }

    static Picture of(Picture picture) {
        return has(picture) ? picture : converted(picture);
    }

    private static Picture converted(Picture picture) {
        return switch (picture.colourSpace()) {
            case CMYK -> Profile.applied(picture);
            case GREY_16 -> picture.apply("colourspace", "space=b-w");
            case SRGB, OTHER -> picture.apply("colourspace", "space=srgb");
            // Numbers for heights or temperatures, or for light of which nobody says how much is white.
            case GREY -> throw new Refusal(Reason.UNSUPPORTED_FORMAT, "its samples are neither of 8 nor of 16 bits");
        };
    }
}
