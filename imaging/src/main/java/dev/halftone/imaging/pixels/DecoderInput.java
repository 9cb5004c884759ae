package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.ImageHeader;
import java.util.Optional;

/// What an image is decoded from: its source, or the source rewritten where libvips and browsers differ.
record DecoderInput(ImageBytes bytes, PixelDecoder decoder) {

    static DecoderInput of(ImageBytes source, ImageFormat format, ImageHeader imageHeader) {
        return switch (format) {
            case JPEG -> vips(source, "jpegload_buffer", "sequential", imageHeader);
            case PNG -> png(vips(source, "pngload_buffer", "sequential", imageHeader));
            case WEBP -> vips(source, "webpload_buffer", "sequential", imageHeader);
            case AVIF -> vips(source, "heifload_buffer", "sequential", imageHeader);
            case GIF ->
                NormalizedGif.of(source)
                        .map(gif -> new DecoderInput(gif.bytes(), new GifDecoder(gif.background())))
                        .orElse(vips(source, "gifload_buffer", "sequential", imageHeader));
            // Read twice if there is alpha: to see whether it is opaque, and to encode the image.
            case TIFF -> vips(source, "tiffload_buffer", "random", imageHeader);
            case HEIC -> new DecoderInput(source, new PixelDecoder.HeicDecoder());
            case BMP -> new DecoderInput(source, new BmpDecoder(source));
        };
    }

    private static DecoderInput png(DecoderInput whole) {
        return PngFrameDecoder.of(whole.bytes, whole.decoder).orElse(whole);
    }

    /// The same image, repaired where browsers show it although libvips does not. Empty if it cannot be.
    Optional<DecoderInput> repaired(ImageFormat format) {
        return format == ImageFormat.PNG
                ? PngRepair.repair(bytes).map(repaired -> new DecoderInput(repaired, decoder))
                : Optional.empty();
    }

    private static DecoderInput vips(ImageBytes source, String loader, String access, ImageHeader imageHeader) {
        return new DecoderInput(source, new PixelDecoder.VipsDecoder(loader, access, imageHeader.orientation()));
    }
}
