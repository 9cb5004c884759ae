package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.PathResult.KeepSource;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.vips.VipsImage;
import java.util.Optional;

/// One image and what is wanted of it.
///
/// @param colorEncoding what the file says of them in place of a profile
record PixelJob(
        ImageBytes source,
        ImageFormat format,
        ImageHeader imageHeader,
        Optional<ColorEncoding> colorEncoding,
        Recipe recipe) {

    static PixelJob of(ImageBytes source, ImageFormat format, ImageHeader imageHeader, Recipe recipe) {
        return new PixelJob(source, format, imageHeader, ColorEncoding.parse(source, format), recipe);
    }

    PixelDecoder decoder() {
        return switch (format) {
            case JPEG -> new PixelDecoder.VipsDecoder("jpegload_buffer", "sequential");
            case PNG -> new PixelDecoder.VipsDecoder("pngload_buffer", "sequential");
            case WEBP -> new PixelDecoder.VipsDecoder("webpload_buffer", "sequential");
            case AVIF -> new PixelDecoder.VipsDecoder("heifload_buffer", "sequential");
            case GIF -> new PixelDecoder.VipsDecoder("gifload_buffer", "sequential");
            // Looked at twice where there is alpha: whether it is opaque, and then to code it.
            case TIFF -> new PixelDecoder.VipsDecoder("tiffload_buffer", "random");
            case HEIC -> new PixelDecoder.HeicDecoder();
            case BMP -> new BmpDecoder(source);
        };
    }

    PixelPlan plan(PixelDecoder.OpenedImage openedImage) {
        return PixelPlan.of(
                recipe, PixelPlan.targetFormat(recipe.format(), format, openedImage), imageHeader, openedImage);
    }

    /// A decoded picture with the profile that its numbers want.
    VipsImage attachProfile(VipsImage decoded) {
        return colorEncoding
                .map(told -> ColorConversion.attachProfile(decoded, told))
                .orElse(decoded);
    }

    /// Whether the source, as it is, would do for the result too.
    KeepSource keepSource(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan) {
        if (pixelPlan.target() != format || !pixelPlan.fits() || !openedImage.isUpright()) return KeepSource.NEVER;
        if (imageHeader.isAnimated()) return KeepSource.ALWAYS;
        if (colorEncoding.filter(ColorEncoding::isHdr).isPresent()) return KeepSource.NEVER;
        return ColorConversion.isEightBit(openedImage.vipsImage()) ? KeepSource.IF_NOT_LARGER : KeepSource.NEVER;
    }
}
