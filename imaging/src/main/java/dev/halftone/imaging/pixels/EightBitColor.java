package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.vips.VipsImage;

/// Brings colours to what the web shows: grey or RGB of 8 bits. A colour profile of such a picture stays with it; the
/// profile of a CMYK picture is what turns it into sRGB (without one, libvips' own for coated paper).
final class EightBitColor {
    private EightBitColor() {}

    static boolean isEightBit(VipsImage vipsImage) {
        var space = vipsImage.colorSpace();
        return vipsImage.hasEightBits() && (space == VipsImage.ColorSpace.GRAY || space == VipsImage.ColorSpace.SRGB);
    }

    static VipsImage convert(VipsImage vipsImage) {
        return isEightBit(vipsImage) ? vipsImage : convertColors(vipsImage);
    }

    private static VipsImage convertColors(VipsImage vipsImage) {
        return switch (vipsImage.colorSpace()) {
            case CMYK -> EmbeddedProfile.convertToSrgb(vipsImage);
            case GRAY_16 -> vipsImage.apply("colourspace", "space=b-w");
            case SRGB, OTHER -> vipsImage.apply("colourspace", "space=srgb");
            // Numbers for heights or temperatures, or for light of which nobody says how much is white.
            case GRAY ->
                throw new PixelPath.PixelAbort(
                        Reason.UNSUPPORTED_FORMAT, "its samples are neither of 8 nor of 16 bits");
        };
    }
}
