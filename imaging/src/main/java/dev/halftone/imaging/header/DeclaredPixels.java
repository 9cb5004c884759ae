package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.stream.StreamSupport;

/// How many pixels a header declares, to estimate the memory that they take. Reads little more than the header.
///
/// @param inFrame the pixels of one frame; 0 if the header is broken
/// @param frames 1, or more for an animated GIF or WebP
/// @param bytesPerPixel as the file declares its samples; 0 where a decoder makes the usual 3 or 4 of any file
/// @param isInterlaced whether the first pixels depend on the whole file
public record DeclaredPixels(long inFrame, int frames, int bytesPerPixel, boolean isInterlaced) {
    /// The pixels that the image's headers declare.
    public static DeclaredPixels of(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case JPEG -> ofJpeg(bytes);
            case PNG -> ofPng(bytes);
            case WEBP -> ofWebp(bytes);
            case GIF -> ofGif(bytes);
            case TIFF -> ofTiff(new TiffDirectory(bytes));
            case AVIF, HEIC, BMP -> still(ImageHeader.of(source, format).pixels());
        };
    }

    static DeclaredPixels still(long pixels) {
        return new DeclaredPixels(pixels, 1, 0, false);
    }

    // ITU-T T.81 B.2.2. A progressive JPEG is complete only after its last scan.
    private static DeclaredPixels ofJpeg(Bytes bytes) {
        return StreamSupport.stream(JpegSegments.of(bytes.array()).spliterator(), false)
                .filter(JpegSegments.Segment::isFrame)
                .findFirst()
                .map(frame -> new DeclaredPixels(
                        DeclaredSize.ofJpegFrame(bytes, frame).pixels(), 1, 0, frame.marker() == 0xC2))
                .orElse(still(0));
    }

    // PNG 3rd edition, clause 11.2.1: width, height, bit depth, color type, two methods, and the interlacing.
    private static DeclaredPixels ofPng(Bytes bytes) {
        return new DeclaredPixels(DeclaredSize.ofPng(bytes).pixels(), 1, bytes.u8(24) == 16 ? 8 : 4, bytes.u8(28) != 0);
    }

    private static DeclaredPixels ofWebp(Bytes bytes) {
        var frames = bytes.matches("VP8X", 12) ? webpFrames(bytes) : 1;
        return new DeclaredPixels(DeclaredSize.ofWebp(bytes).pixels(), frames, 0, false);
    }

    private static int webpFrames(Bytes bytes) {
        var frames = 0;
        for (var at = 12L; at < bytes.size(); at += 8 + bytes.u32le(at + 4) + (bytes.u32le(at + 4) & 1))
            if (bytes.matches("ANMF", at)) frames++;
        return Math.max(1, frames);
    }

    // TIFF 6.0 section 8.
    private static DeclaredPixels ofTiff(TiffDirectory tiff) {
        var bits = tiff.first(TiffDirectory.BITS_PER_SAMPLE, 8) * TiffSamples.perPixel(tiff);
        return new DeclaredPixels(tiff.pixels(), 1, Math.clamp(Math.ceilDiv(bits, 8L), 1, 64), false);
    }

    private static DeclaredPixels ofGif(Bytes bytes) {
        var frames = GifFrame.of(bytes.array());
        return new DeclaredPixels(DeclaredSize.ofGif(bytes, frames).pixels(), Math.max(1, frames.size()), 0, false);
    }
}
