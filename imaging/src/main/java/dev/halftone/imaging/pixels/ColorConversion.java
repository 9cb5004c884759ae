package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.vips.VipsImage;
import java.util.Locale;

/// Converts an image's colors to what the web shows: gray or RGB with 8 bits a sample. Such an image keeps its ICC
/// profile. A CMYK image is converted to sRGB by its profile, or without one by libvips' own profile for coated
/// paper.
final class ColorConversion {
    private static final String PROFILE_FIELD = "icc-profile-data";

    private ColorConversion() {}

    static boolean isEightBit(VipsImage vipsImage) {
        var space = vipsImage.colorSpace();
        return vipsImage.hasEightBits() && (space == VipsImage.ColorSpace.GRAY || space == VipsImage.ColorSpace.SRGB);
    }

    static VipsImage toEightBit(VipsImage vipsImage) {
        return isEightBit(vipsImage) ? vipsImage : convert(vipsImage);
    }

    private static VipsImage convert(VipsImage vipsImage) {
        return switch (vipsImage.colorSpace()) {
            case CMYK -> toSrgb(vipsImage);
            case GRAY_16 -> vipsImage.apply("colourspace", "space=b-w");
            case SRGB, OTHER -> vipsImage.apply("colourspace", "space=srgb");
            // The numbers are heights, temperatures, or light with no defined white.
            case GRAY ->
                throw new PixelPath.PixelAbort(Reason.UNSUPPORTED_FORMAT, "its samples have neither 8 nor 16 bits");
        };
    }

    /// Stretches the limited range of television to the full one: 16 to 235 of 8 bits, and as much of 10 or 12
    /// (ITU-T H.273 clause 8.3). Alpha always has the full range.
    static VipsImage toFullRange(VipsImage vipsImage) {
        var isEightBit = vipsImage.hasEightBits();
        var black = isEightBit ? 16 : 16 << 8;
        var white = isEightBit ? 235 : 235 << 8;
        var factor = (isEightBit ? 0xFF : 0xFFFF) / (double) (white - black);
        // A cast cuts off the fraction, so half is added.
        var offset = 0.5 - factor * black;
        var alpha = vipsImage.hasAlpha();
        var options = String.format(
                Locale.ROOT,
                "a=%1$.6f %1$.6f %1$.6f%3$s,b=%2$.6f %2$.6f %2$.6f%4$s",
                factor,
                offset,
                alpha ? " 1" : "",
                alpha ? " 0" : "");
        return vipsImage.apply("linear", options).apply("cast", "format=" + (isEightBit ? "uchar" : "ushort"));
    }

    /// Whether the image has a valid ICC profile. Some files have garbage in its place, which some encoders
    /// refuse to write.
    static boolean hasProfile(VipsImage vipsImage) {
        return vipsImage
                .blobField(PROFILE_FIELD)
                .map(bytes -> new IccHeader(new Bytes(bytes)).isValid())
                .orElse(false);
    }

    /// Attaches a profile for the color encoding that the file declares in another way. HDR is tone-mapped to
    /// sRGB.
    static VipsImage attachProfile(VipsImage vipsImage, ColorEncoding colorEncoding) {
        if (colorEncoding.isSrgb() && !hasProfile(vipsImage)) return vipsImage;
        var profiled = vipsImage.withField(
                PROFILE_FIELD, isGray(vipsImage) ? colorEncoding.grayIccProfile() : colorEncoding.iccProfile());
        return colorEncoding.isHdr() ? toSrgb(profiled) : profiled;
    }

    private static boolean isGray(VipsImage vipsImage) {
        return vipsImage.colorSpace() == VipsImage.ColorSpace.GRAY
                || vipsImage.colorSpace() == VipsImage.ColorSpace.GRAY_16;
    }

    /// Converts an image to sRGB by its profile.
    static VipsImage toSrgb(VipsImage vipsImage) {
        return vipsImage.apply("icc_transform", "output-profile=srgb,embedded=true,input-profile=cmyk");
    }

    /// An ICC profile (ICC.1:2022 clause 7), checked as strictly as libpng does. libpng writes no image with a
    /// profile that fails these checks.
    public record IccHeader(Bytes bytes) {
        private static final int HEADER = 128;
        private static final int TAG = 12;

        /// Whether the header and the tag list are valid, and the profile is for RGB or gray.
        public boolean isValid() {
            var tags = bytes.u32(HEADER);
            return bytes.u32(0) == bytes.size()
                    && (bytes.u8(8) < 4 || bytes.size() % 4 == 0)
                    && bytes.matches("acsp", 36)
                    && bytes.u32(64) < 0xFFFF
                    && (bytes.matches("RGB ", 16) || bytes.matches("GRAY", 16))
                    && !(bytes.matches("abst", 12) || bytes.matches("link", 12))
                    && (bytes.matches("XYZ ", 20) || bytes.matches("Lab ", 20))
                    && HEADER + 4 + tags * TAG <= bytes.size()
                    && areTagsInBounds((int) tags);
        }

        private boolean areTagsInBounds(int tags) {
            for (var i = 0; i < tags; i++) {
                var tag = HEADER + 4 + i * TAG;
                var start = bytes.u32(tag + 4);
                var size = bytes.u32(tag + 8);
                if (start > bytes.size() || size > bytes.size() - start) return false;
            }
            return true;
        }
    }
}
