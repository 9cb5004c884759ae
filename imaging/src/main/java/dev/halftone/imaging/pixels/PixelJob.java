package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.PathResult.KeepSource;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.color.IccProfile;
import dev.halftone.imaging.color.PngProfile;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.header.TiffNormalizer;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// One image to recompress.
///
/// @param colorEncoding what the file declares about its colors instead of a profile
record PixelJob(
        ImageBytes source,
        ImageFormat format,
        ImageHeader imageHeader,
        Optional<ColorEncoding> colorEncoding,
        Recipe recipe) {

    static PixelJob of(ImageBytes source, ImageFormat format, ImageHeader imageHeader, Recipe recipe) {
        return new PixelJob(source, format, imageHeader, ColorEncoding.parse(source, format), recipe);
    }

    /// What decoders see, as the parts of a file. libtiff refuses tags that others ignore, and misses tags
    /// that others compute.
    List<ByteBuffer> decoderSource() {
        return format == ImageFormat.TIFF ? TiffNormalizer.normalize(source) : List.of(ByteBuffer.wrap(source.array()));
    }

    PixelDecoder decoder() {
        return switch (format) {
            case JPEG -> new PixelDecoder.VipsDecoder("jpegload_buffer", "sequential");
            case PNG -> new PixelDecoder.VipsDecoder("pngload_buffer", "sequential");
            case WEBP -> new PixelDecoder.VipsDecoder("webpload_buffer", "sequential");
            case AVIF -> new PixelDecoder.VipsDecoder("heifload_buffer", "sequential");
            case GIF -> new PixelDecoder.VipsDecoder("gifload_buffer", "sequential");
            case TIFF -> new TiffDecoder(source);
            case HEIC -> new PixelDecoder.HeicDecoder();
            case BMP -> new BmpDecoder(source);
        };
    }

    PixelPlan plan(PixelDecoder.OpenedImage openedImage) {
        return PixelPlan.of(
                recipe, PixelPlan.targetFormat(recipe.format(), format, openedImage), imageHeader, openedImage);
    }

    /// Decodes the image upright and within the plan's box, with the profile that its colors need.
    VipsImage decode(
            PixelDecoder pixelDecoder, PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        var vipsImage = openedImage.vipsImage();
        // Without a usable profile, libvips' thumbnails would convert CMYK by one of its own.
        return vipsImage.colorSpace() == VipsImage.ColorSpace.CMYK && !pixelPlan.fits()
                ? pixelPlan.resize(ColorConversion.toEightBit(attachProfile(vipsImage)))
                : attachProfile(pixelDecoder.decode(openedImage, pixelPlan, session));
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

    /// Whether the source itself may be published instead of the result.
    KeepSource keepSource(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan) {
        if (pixelPlan.target() != format || !pixelPlan.fits() || !openedImage.isUpright()) return KeepSource.NEVER;
        if (imageHeader.isAnimated()) return KeepSource.ALWAYS;
        if (colorEncoding.filter(ColorEncoding::isHdr).isPresent()) return KeepSource.NEVER;
        return ColorConversion.isEightBit(openedImage.vipsImage()) ? KeepSource.IF_NOT_LARGER : KeepSource.NEVER;
    }
}
