package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The size that a header declares. A decoder would trust it and allocate memory, so it is checked first.
///
/// @param width in pixels
/// @param height in pixels
public record DeclaredSize(long width, long height) {
    /// There is no size where one is expected. The decoder will report that.
    static final DeclaredSize UNKNOWN = new DeclaredSize(0, 0);

    /// Above every limit, yet small enough to be multiplied by a number of frames.
    static final long TERAPIXEL = 1L << 40;

    /// The size of an image that browsers show; [#UNKNOWN] for other formats and broken headers.
    public static DeclaredSize of(ImageBytes image, ImageFormat format) {
        var bytes = new Bytes(image.array());
        return switch (format) {
            case JPEG -> ofJpeg(bytes);
            case PNG -> ofPng(bytes);
            case WEBP -> ofWebp(bytes);
            case GIF -> ofGif(bytes, GifFrame.of(image.array()));
            case AVIF -> largest(ofHeif(bytes));
            case TIFF, BMP, HEIC -> UNKNOWN;
        };
    }

    private static DeclaredSize ofJpeg(Bytes bytes) {
        return StreamSupport.stream(JpegSegments.of(bytes.array()).spliterator(), false)
                .filter(JpegSegments.Segment::isFrame)
                .findFirst()
                .map(frame -> ofJpegFrame(bytes, frame))
                .orElse(UNKNOWN);
    }

    // ITU-T T.81 B.2.2.
    static DeclaredSize ofJpegFrame(Bytes bytes, JpegSegments.Segment frame) {
        return new DeclaredSize(bytes.u16(frame.parametersStart() + 3), bytes.u16(frame.parametersStart() + 1));
    }

    // PNG 3rd edition, clause 11.2.1.
    static DeclaredSize ofPng(Bytes bytes) {
        return new DeclaredSize(bytes.u32(16), bytes.u32(20));
    }

    // RFC 9649: clause 2.7 with the size of the canvas less one, clause 3.4, and RFC 6386 clause 9.1.
    static DeclaredSize ofWebp(Bytes bytes) {
        return switch (bytes.text(12, 4)) {
            case "VP8X" -> new DeclaredSize(bytes.littleEndian(24, 3) + 1, bytes.littleEndian(27, 3) + 1);
            case "VP8L" -> new DeclaredSize((bytes.u32le(21) & 0x3FFF) + 1, (bytes.u32le(21) >> 14 & 0x3FFF) + 1);
            default -> new DeclaredSize(bytes.u16le(26) & 0x3FFF, bytes.u16le(28) & 0x3FFF);
        };
    }

    // GIF89a clauses 18 and 20. The first frame enlarges the screen.
    static DeclaredSize ofGif(Bytes bytes, List<GifFrame> frames) {
        var first = frames.stream().findFirst();
        return new DeclaredSize(
                Math.max(bytes.u16le(6), first.map(GifFrame::right).orElse(0)),
                Math.max(bytes.u16le(8), first.map(GifFrame::bottom).orElse(0)));
    }

    // Every image of the file, including tiles and thumbnails, has its size in an `ispe` property.
    static Stream<DeclaredSize> ofHeif(Bytes bytes) {
        return IsoBmff.metaBox(bytes)
                .flatMap(meta -> IsoBmff.find("iprp", IsoBmff.fullBoxChildren(bytes, meta)))
                .flatMap(properties -> IsoBmff.find("ipco", IsoBmff.parse(bytes, properties.body(), properties.end())))
                .map(properties -> IsoBmff.parse(bytes, properties.body(), properties.end()))
                .orElse(List.of())
                .stream()
                .filter(property -> property.type().equals("ispe"))
                .map(extents -> new DeclaredSize(bytes.u32(extents.body() + 4), bytes.u32(extents.body() + 8)));
    }

    private static DeclaredSize largest(Stream<DeclaredSize> sizes) {
        return sizes.max(Comparator.comparingLong(DeclaredSize::pixels)).orElse(UNKNOWN);
    }

    /// Width times height, at most a terapixel.
    public long pixels() {
        return width > 0 && height > TERAPIXEL / width ? TERAPIXEL : width * height;
    }
}
