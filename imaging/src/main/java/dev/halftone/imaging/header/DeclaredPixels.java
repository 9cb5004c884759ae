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

    private static long pixels(long width, long height) {
        return new ImageHeader.DeclaredSize(width, height).pixels();
    }

    // ITU-T T.81 B.2.2. A progressive JPEG is complete only after its last scan.
    private static DeclaredPixels ofJpeg(Bytes bytes) {
        return StreamSupport.stream(JpegSegments.of(bytes.array()).spliterator(), false)
                .filter(JpegSegments.Segment::isFrame)
                .findFirst()
                .map(frame -> new DeclaredPixels(
                        pixels(bytes.u16(frame.parametersStart() + 3), bytes.u16(frame.parametersStart() + 1)),
                        1,
                        0,
                        frame.marker() == 0xC2))
                .orElse(still(0));
    }

    // PNG 3rd edition, clause 11.2.1: width, height, bit depth, color type, two methods, and the interlacing.
    private static DeclaredPixels ofPng(Bytes bytes) {
        return new DeclaredPixels(
                pixels(bytes.u32(16), bytes.u32(20)), 1, bytes.u8(24) == 16 ? 8 : 4, bytes.u8(28) != 0);
    }

    // RFC 9649: clause 2.7 with the size of the canvas less one, RFC 6386 clause 9.1, and clause 3.4.
    private static DeclaredPixels ofWebp(Bytes bytes) {
        return switch (bytes.text(12, 4)) {
            case "VP8X" ->
                new DeclaredPixels(
                        pixels(bytes.littleEndian(24, 3) + 1, bytes.littleEndian(27, 3) + 1),
                        webpFrames(bytes),
                        0,
                        false);
            case "VP8L" -> still(pixels((bytes.u32le(21) & 0x3FFF) + 1, (bytes.u32le(21) >> 14 & 0x3FFF) + 1));
            default -> still(pixels(bytes.u16le(26) & 0x3FFF, bytes.u16le(28) & 0x3FFF));
        };
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

    // GIF89a clauses 18 and 20. The first frame enlarges the screen.
    private static DeclaredPixels ofGif(Bytes bytes) {
        var frames = GifFrame.of(bytes.array());
        var first = frames.stream().findFirst();
        return new DeclaredPixels(
                pixels(
                        Math.max(bytes.u16le(6), first.map(GifFrame::right).orElse(0)),
                        Math.max(bytes.u16le(8), first.map(GifFrame::bottom).orElse(0))),
                Math.max(1, frames.size()),
                0,
                false);
    }
}
