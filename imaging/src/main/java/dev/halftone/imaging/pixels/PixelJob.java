package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.PathResult.KeepSource;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.color.IccProfile;
import dev.halftone.imaging.color.PngProfile;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.DeclaredPixels;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.header.PngFrame;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;
import java.util.Optional;

/// One image to recompress.
///
/// @param colorEncoding what the file declares about its colors instead of a profile
record PixelJob(
        ImageBytes source,
        ImageFormat format,
        ImageHeader imageHeader,
        DecoderInput decoderInput,
        Optional<ColorEncoding> colorEncoding,
        Recipe recipe) {
    private static final int BYTES_OF_8_BITS = 4;

    static PixelJob of(ImageBytes source, ImageFormat format, ImageHeader imageHeader, Recipe recipe) {
        return new PixelJob(
                source,
                format,
                imageHeader,
                DecoderInput.of(source, format, imageHeader),
                ColorEncoding.parse(source, format),
                recipe);
    }

    /// The same with a repaired source to decode. Empty if it cannot be repaired.
    Optional<PixelJob> repaired() {
        return decoderInput
                .repaired(format)
                .map(repaired -> new PixelJob(source, format, imageHeader, repaired, colorEncoding, recipe));
    }

    PixelPlan plan(PixelDecoder.OpenedImage openedImage) {
        return PixelPlan.of(
                recipe, PixelPlan.targetFormat(recipe.format(), format, openedImage), imageHeader, openedImage);
    }

    /// Decodes the image upright and within the plan's box, in the colors that are published.
    VipsImage decode(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        var vipsImage = openedImage.vipsImage();
        // Without a usable profile, libvips' thumbnails would convert CMYK by one of its own.
        return vipsImage.colorSpace() == VipsImage.ColorSpace.CMYK && !pixelPlan.fits()
                ? pixelPlan.resize(convert(vipsImage))
                : convert(decoderInput.decoder().decode(openedImage, pixelPlan, session));
    }

    private VipsImage convert(VipsImage decoded) {
        var ranged = ColorEncoding.isLimitedRangeLeft(source, format) ? ColorConversion.toFullRange(decoded) : decoded;
        return ColorConversion.toEightBit(attachProfile(ranged));
    }

    private VipsImage attachProfile(VipsImage vipsImage) {
        return colorEncoding
                .map(encoding -> ColorConversion.attachProfile(vipsImage, encoding))
                .orElseGet(() -> ColorConversion.withProfile(vipsImage, profile(vipsImage)));
    }

    // As browsers find it. libvips is less strict about the segments of a JPEG, and stricter about PNG.
    private Optional<IccProfile> profile(VipsImage vipsImage) {
        return imageHeader
                .jpeg()
                .map(jpeg -> jpeg.profile().map(IccProfile::new))
                .orElseGet(() -> ColorConversion.profile(vipsImage).or(this::pngProfile));
    }

    private Optional<IccProfile> pngProfile() {
        return format == ImageFormat.PNG ? PngProfile.find(source.array()) : Optional.empty();
    }

    /// Whether a lossless PNG is worth the time. A palette needs dithering, which compresses badly where the
    /// source compresses well: if 16 bits become 8, or if the palette takes more bytes a pixel than a source
    /// that cannot be published itself.
    boolean mayBeSmallerWithoutPalette(
            ImageBytes palette, VipsImage encoded, PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan) {
        if (format != ImageFormat.PNG || pixelPlan.target() != ImageFormat.PNG || PixelEncoder.isLarge(encoded))
            return false;
        var declared = DeclaredPixels.of(source, format);
        if (declared.bytesPerPixel() > BYTES_OF_8_BITS) return true;
        var pixels = (double) encoded.width() * encoded.height();
        return keepSource(openedImage, pixelPlan) == KeepSource.NEVER
                && palette.size() / pixels > (double) source.size() / declared.inFrame();
    }

    /// Whether the source itself may be published instead of the result.
    KeepSource keepSource(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan) {
        if (pixelPlan.target() != format || !pixelPlan.fits() || !openedImage.isUpright()) return KeepSource.NEVER;
        if (imageHeader.isAnimated()) return KeepSource.ALWAYS;
        if (format == ImageFormat.PNG && PngFrame.isBroken(new Bytes(source.array()))) return KeepSource.NEVER;
        if (colorEncoding.filter(ColorEncoding::isHdr).isPresent()) return KeepSource.NEVER;
        return format == ImageFormat.PNG || ColorConversion.isEightBit(openedImage.vipsImage())
                ? KeepSource.IF_NOT_LARGER
                : KeepSource.NEVER;
    }
}
