package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of an image before a decoder has seen it.
///
/// @param pixels how many it says it has, of all frames; 0 where it is not asked
/// @param isComplete whether all is there, where a decoder would not notice that something is missing
/// @param isAnimated whether it has frames that libvips does not read
/// @param jpeg what only a JPEG says
public record ImageHeader(long pixels, boolean isComplete, boolean isAnimated, Optional<JpegHeader> jpeg) {

    /// The pixels of GIF, WebP and TIFF are not asked here: libvips reads their sizes without making room for
    /// pixels.
    public static ImageHeader of(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case JPEG -> of(JpegHeader.of(source.array()));
            case PNG -> of(PngHeader.of(bytes));
            case AVIF, HEIC ->
                withPixels(
                        Math.max(IsoBmff.largestDeclaredPixels(bytes), HeifCodedSize.largestPixels(bytes)),
                        IsoBmff.hasMovieBox(bytes));
            case BMP -> withPixels(bmpSize(bytes).pixels(), false);
            case GIF -> new ImageHeader(0, GifBlocks.isComplete(source.array()), false, Optional.empty());
            case TIFF -> new ImageHeader(0, TiffDirectory.isComplete(bytes), false, Optional.empty());
            case WEBP -> withPixels(0, false);
        };
    }

    private static ImageHeader of(JpegHeader jpeg) {
        return new ImageHeader(jpeg.size().pixels(), true, false, Optional.of(jpeg));
    }

    private static ImageHeader of(PngHeader png) {
        return withPixels(png.size().pixels() * png.frames(), png.frames() > 1);
    }

    private static ImageHeader withPixels(long pixels, boolean moves) {
        return new ImageHeader(pixels, true, moves, Optional.empty());
    }

    // OS/2's header has 12 bytes and short numbers; in the others a negative height means rows from the top.
    private static DeclaredSize bmpSize(Bytes bytes) {
        return bytes.u32le(14) == 12
                ? new DeclaredSize(bytes.u16le(18), bytes.u16le(20))
                : new DeclaredSize(Math.abs((long) (int) bytes.u32le(18)), Math.abs((long) (int) bytes.u32le(22)));
    }

    /// How large something says a picture is. A decoder would believe it and make room: this is asked before.
    ///
    /// @param width in pixels
    /// @param height in pixels
    public record DeclaredSize(long width, long height) {
        /// Nothing is said where it is looked for: the decoder will say so too.
        static final DeclaredSize UNKNOWN = new DeclaredSize(0, 0);

        /// More than anybody would allow, and few enough to be multiplied by a number of frames.
        static final long TERAPIXEL = 1L << 40;

        /// As many as it would have; of absurd sizes a terapixel.
        public long pixels() {
            return width > 0 && height > TERAPIXEL / width ? TERAPIXEL : width * height;
        }
    }

    /// Walks the chunks of a PNG (PNG 3rd edition, clause 5.3).
    public static final class PngChunks {
        private static final int SIGNATURE_SIZE = 8;
        // Length, type and checksum.
        private static final int CHUNK_OVERHEAD = 12;

        private PngChunks() {}

        /// Where the content of each chunk before the pixels begins, by the chunk's type; of several the first.
        public static Map<String, Integer> offsetsBeforeIdat(Bytes png) {
            var places = new HashMap<String, Integer>();
            for (var at = (long) SIGNATURE_SIZE;
                    at < png.size() && !png.matches("IDAT", at + 4);
                    at += png.u32(at) + CHUNK_OVERHEAD) places.putIfAbsent(png.text(at + 4, 4), (int) at + 8);
            return places;
        }
    }

    /// What a PNG says of itself before its pixels (PNG 3rd edition, clauses 11.2.1 and 11.3.6).
    ///
    /// @param frames 1, or more of one that moves
    record PngHeader(DeclaredSize size, long frames) {
        static PngHeader of(Bytes png) {
            return new PngHeader(new DeclaredSize(png.u32(16), png.u32(20)), frames(png));
        }

        // Only in front of the pixels does an animation's header count.
        private static long frames(Bytes png) {
            var header = PngChunks.offsetsBeforeIdat(png).get("acTL");
            return header == null ? 1 : Math.clamp(png.u32(header), 1, 1 << 20);
        }
    }
}
