package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.header.TiffNormalizer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What an image is decoded from: its source, or the source rewritten where libvips and browsers differ.
///
/// @param parts of a file, joined outside the heap
record DecoderInput(List<ByteBuffer> parts, PixelDecoder decoder) {

    DecoderInput(ImageBytes bytes, PixelDecoder decoder) {
        this(List.of(ByteBuffer.wrap(bytes.array())), decoder);
    }

    static DecoderInput of(ImageBytes source, ImageFormat format, ImageHeader imageHeader) {
        return switch (format) {
            case JPEG -> vips(source, "jpegload_buffer", imageHeader);
            case PNG -> png(source, vips(source, "pngload_buffer", imageHeader));
            case WEBP -> vips(source, "webpload_buffer", imageHeader);
            case AVIF -> vips(source, "heifload_buffer", imageHeader);
            case GIF ->
                NormalizedGif.of(source)
                        .map(gif -> new DecoderInput(gif.bytes(), new GifDecoder(gif.background())))
                        .orElse(vips(source, "gifload_buffer", imageHeader));
            // libtiff refuses tags that others ignore, and misses tags that others compute.
            case TIFF -> new DecoderInput(TiffNormalizer.normalize(source), new TiffDecoder(source));
            case HEIC -> new DecoderInput(source, new PixelDecoder.HeicDecoder());
            case BMP -> new DecoderInput(source, new BmpDecoder(source));
        };
    }

    private static DecoderInput vips(ImageBytes source, String loader, ImageHeader imageHeader) {
        return new DecoderInput(source, new PixelDecoder.VipsDecoder(loader, imageHeader.orientation()));
    }

    private static DecoderInput png(ImageBytes source, DecoderInput whole) {
        return PngFrameDecoder.of(source, whole.decoder).orElse(whole);
    }

    /// The same image, repaired where browsers show it although libvips does not. Empty if it cannot be.
    Optional<DecoderInput> repaired(ImageFormat format) {
        return format == ImageFormat.PNG
                ? PngRepair.repair(new ImageBytes(parts.getFirst().array()))
                        .map(repaired -> new DecoderInput(repaired, decoder))
                : Optional.empty();
    }
}
