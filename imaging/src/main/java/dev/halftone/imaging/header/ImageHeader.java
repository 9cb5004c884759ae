package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an image's header declares, read before a decoder sees the image.
///
/// @param pixels the declared pixels of all frames; 0 if not checked here
/// @param isComplete false if data is missing that a decoder would not notice
/// @param isAnimated whether it has frames that libvips does not read
/// @param orientation by EXIF's numbers, 1 to 8; empty for TIFF, where the decoder reads it
/// @param jpeg what only a JPEG declares
public record ImageHeader(
        long pixels, boolean isComplete, boolean isAnimated, Optional<Integer> orientation, Optional<JpegHeader> jpeg) {

    /// Reads the header. The pixels of GIF and WebP are not counted here: libvips reads their sizes without
    /// allocating pixels.
    public static ImageHeader of(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case JPEG -> of(JpegHeader.of(source.array()), bytes);
            case PNG -> of(PngHeader.of(bytes), ExifOrientation.ofPng(bytes));
            case AVIF, HEIC ->
                withPixels(
                        Math.max(IsoBmff.largestDeclaredPixels(bytes), HeifCodedSize.largestPixels(bytes)),
                        IsoBmff.hasMovieBox(bytes));
            case BMP -> withPixels(new BmpHeader(bytes).pixels(), false);
            case GIF -> upright(0, GifBlocks.isComplete(source.array()), false);
            case TIFF -> of(new TiffDirectory(bytes));
            case WEBP -> withPixels(0, false);
        };
    }

    private static ImageHeader of(JpegHeader jpeg, Bytes bytes) {
        return new ImageHeader(
                jpeg.size().pixels(),
                !jpeg.needsMoreThan(bytes.size()),
                false,
                Optional.of(ExifOrientation.ofJpeg(bytes)),
                Optional.of(jpeg));
    }

    private static ImageHeader of(TiffDirectory tiff) {
        return new ImageHeader(
                tiff.pixels(), new TiffData(tiff).isComplete(), false, Optional.empty(), Optional.empty());
    }

    private static ImageHeader of(PngHeader png, int orientation) {
        return new ImageHeader(
                png.size().pixels() * png.frames(), true, png.isAnimated(), Optional.of(orientation), Optional.empty());
    }

    // Browsers ignore EXIF in WebP and AVIF. AVIF and HEIC have properties for it, which the decoder obeys.
    private static ImageHeader upright(long pixels, boolean isComplete, boolean isAnimated) {
        return new ImageHeader(pixels, isComplete, isAnimated, Optional.of(ExifOrientation.UPRIGHT), Optional.empty());
    }

    private static ImageHeader withPixels(long pixels, boolean isAnimated) {
        return upright(pixels, true, isAnimated);
    }

    /// The chunks of a PNG before its pixels.
    public static final class PngChunks {
        private PngChunks() {}

        /// The content offset of each chunk, by the chunk's type. Of several with the same type, the first.
        /// Chunks that browsers ignore, because their checksum is wrong, are left out.
        public static Map<String, Integer> offsetsBeforeIdat(Bytes png) {
            return PngChunk.of(png)
                    .takeWhile(chunk -> !chunk.isType("IDAT"))
                    .filter(chunk -> chunk.isCritical() || chunk.isIntact())
                    .collect(Collectors.toMap(PngChunk::type, PngChunk::start, (first, _) -> first));
        }
    }

    /// What a PNG declares before its pixels (PNG 3rd edition, clauses 11.2.1 and 11.3.6).
    ///
    /// @param frames 1, or more if it declares an animation
    /// @param isAnimated whether browsers show the animation
    record PngHeader(DeclaredSize size, long frames, boolean isAnimated) {
        static PngHeader of(Bytes png) {
            var frames = frames(png);
            var isAnimated = frames > 1 && PngFrame.firstOf(png).isPresent();
            return new PngHeader(new DeclaredSize(png.u32(16), png.u32(20)), frames, isAnimated);
        }

        // An animation control chunk counts only before the pixels.
        private static long frames(Bytes png) {
            var header = PngChunks.offsetsBeforeIdat(png).get("acTL");
            return header == null ? 1 : Math.clamp(png.u32(header), 1, 1 << 20);
        }
    }
}
