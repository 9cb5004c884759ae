package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.color.IccProfile;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.vips.VipsException;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsImage.ColorSpace;
import java.util.Locale;
import java.util.Optional;

/// Converts an image's colors to what the web shows: gray or RGB with 8 bits a sample. Such an image keeps its ICC
/// profile. A CMYK image is converted to sRGB by its profile, or without one as browsers do it.
final class ColorConversion {
    static final String PROFILE_FIELD = "icc-profile-data";

    private ColorConversion() {}

    static boolean isEightBit(VipsImage vipsImage) {
        var space = vipsImage.colorSpace();
        return vipsImage.hasEightBits() && (space == ColorSpace.GRAY || space == ColorSpace.SRGB);
    }

    static VipsImage toEightBit(VipsImage vipsImage) {
        return isEightBit(vipsImage) ? vipsImage : convert(vipsImage);
    }

    private static VipsImage convert(VipsImage vipsImage) {
        return switch (vipsImage.colorSpace()) {
            case CMYK -> cmykToSrgb(vipsImage);
            case GRAY_16 -> vipsImage.apply("colourspace", "space=b-w");
            case SRGB, OTHER -> vipsImage.apply("colourspace", "space=srgb");
            // The numbers are heights, temperatures, or light with no defined white.
            case GRAY ->
                throw new PixelPath.PixelAbort(Reason.UNSUPPORTED_FORMAT, "its samples have neither 8 nor 16 bits");
        };
    }

    private static VipsImage cmykToSrgb(VipsImage vipsImage) {
        if (!vipsImage.hasAlpha()) return inksToSrgb(vipsImage);
        var inks = vipsImage.bands() - 1;
        var alpha = vipsImage.extractBands(inks, 1);
        return inksToSrgb(vipsImage.extractBands(0, inks))
                .joinBands(toEightBits(alpha))
                .apply("copy", "interpretation=srgb");
    }

    private static VipsImage inksToSrgb(VipsImage cmyk) {
        return Optional.of(cmyk)
                .filter(ColorConversion::hasProfile)
                .flatMap(ColorConversion::tryToSrgb)
                .orElseGet(() -> multiplyInks(withoutProfile(cmyk)));
    }

    private static VipsImage toEightBits(VipsImage samples) {
        return samples.hasEightBits() ? samples : samples.apply("cast", "format=uchar,shift=true");
    }

    // What is left of the light after each ink and black, as Chromium multiplies it: of red, (1 - C)(1 - K).
    // Flattening an image onto black multiplies its colors by its alpha, which here is the light that black lets
    // through.
    private static VipsImage multiplyInks(VipsImage cmyk) {
        return toEightBits(cmyk)
                .apply("invert", "")
                .apply("copy", "interpretation=srgb")
                .apply("flatten", "");
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

    /// Whether the image has an ICC profile. After [#withProfile] it is one for the image's color space
    /// that every encoder writes.
    static boolean hasProfile(VipsImage vipsImage) {
        return vipsImage.hasField(PROFILE_FIELD);
    }

    static boolean hasGrayProfile(VipsImage vipsImage) {
        return profile(vipsImage).filter(IccProfile::isGray).isPresent();
    }

    static Optional<IccProfile> profile(VipsImage vipsImage) {
        return vipsImage.blobField(PROFILE_FIELD).map(bytes -> new IccProfile(new Bytes(bytes)));
    }

    /// Attaches a profile, repaired if encoders would refuse it. Attaches none that browsers ignore, too: one
    /// that is garbage, or for another color space.
    static VipsImage withProfile(VipsImage vipsImage, Optional<IccProfile> profile) {
        return profile.filter(found -> fits(found, vipsImage))
                .map(found -> inSpaceOf(found, vipsImage)
                        .withField(PROFILE_FIELD, found.repaired().bytes().array()))
                .orElseGet(() -> withoutProfile(vipsImage));
    }

    // Browsers obey an RGB profile of a gray image, but libvips writes none.
    private static VipsImage inSpaceOf(IccProfile profile, VipsImage vipsImage) {
        return isGray(vipsImage) && profile.isRgb() ? vipsImage.apply("colourspace", "space=srgb") : vipsImage;
    }

    private static boolean fits(IccProfile profile, VipsImage vipsImage) {
        return profile.isReadable()
                && switch (vipsImage.colorSpace()) {
                    case GRAY, GRAY_16 -> profile.isRgb() || (profile.isGray() && profile.isConvertible());
                    case SRGB, OTHER -> profile.isRgb() && profile.isConvertible();
                    case CMYK -> profile.isCmyk() && profile.isConvertible();
                };
    }

    static VipsImage withoutProfile(VipsImage vipsImage) {
        return hasProfile(vipsImage) ? vipsImage.withoutField(PROFILE_FIELD) : vipsImage;
    }

    /// Attaches a profile for the color encoding that the file declares in another way. HDR is tone-mapped to
    /// sRGB.
    static VipsImage attachProfile(VipsImage vipsImage, ColorEncoding colorEncoding) {
        if (colorEncoding.isSrgb()) return withoutProfile(vipsImage);
        var profiled = vipsImage.withField(
                PROFILE_FIELD, isGray(vipsImage) ? colorEncoding.grayIccProfile() : colorEncoding.iccProfile());
        return colorEncoding.isHdr() ? toSrgb(profiled) : profiled;
    }

    private static boolean isGray(VipsImage vipsImage) {
        return vipsImage.colorSpace() == ColorSpace.GRAY || vipsImage.colorSpace() == ColorSpace.GRAY_16;
    }

    /// Converts an image to sRGB by its profile. If the color engine refuses that, it is dropped.
    static VipsImage toSrgb(VipsImage vipsImage) {
        return tryToSrgb(vipsImage).orElseGet(() -> withoutProfile(vipsImage));
    }

    private static Optional<VipsImage> tryToSrgb(VipsImage vipsImage) {
        try {
            return Optional.of(vipsImage.apply("icc_transform", "output-profile=srgb,embedded=true"));
        } catch (VipsException refused) {
            return Optional.empty();
        }
    }
}
