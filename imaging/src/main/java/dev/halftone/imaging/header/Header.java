package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.Optional;

/// What is known of an image before a decoder has seen it.
///
/// @param pixels how many it says it has, of all frames; 0 where it is not asked
/// @param isWhole whether all is there, where a decoder would not notice that something is missing
/// @param moves whether it has frames that libvips does not read
/// @param jpeg what only a JPEG says
public record Header(long pixels, boolean isWhole, boolean moves, Optional<JpegHeader> jpeg) {

    /// The pixels of GIF, WebP and TIFF are not asked here: libvips reads their sizes without making room for pixels.
    public static Header of(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case JPEG -> of(JpegHeader.of(source.array()));
            case PNG -> of(PngHeader.of(bytes));
            case AVIF, HEIC ->
                saying(Math.max(IsoBoxes.largestPicture(bytes), CodedPictures.largest(bytes)), IsoBoxes.isMovie(bytes));
            case BMP -> saying(bitmap(bytes).pixels(), false);
            case GIF -> new Header(0, GifBlocks.areWhole(source.array()), false, Optional.empty());
            case TIFF -> new Header(0, TiffDirectory.isWhole(bytes), false, Optional.empty());
            case WEBP -> saying(0, false);
        };
    }

    private static Header of(JpegHeader jpeg) {
        return new Header(jpeg.size().pixels(), true, false, Optional.of(jpeg));
    }

    private static Header of(PngHeader png) {
        return saying(png.size().pixels() * png.frames(), png.frames() > 1);
    }

    private static Header saying(long pixels, boolean moves) {
        return new Header(pixels, true, moves, Optional.empty());
    }

    // OS/2's header has 12 bytes and short numbers; in the others a negative height means rows from the top.
    private static DeclaredSize bitmap(Bytes bytes) {
        return bytes.littleU32(14) == 12
                ? new DeclaredSize(bytes.littleU16(18), bytes.littleU16(20))
                : new DeclaredSize(
                        Math.abs((long) (int) bytes.littleU32(18)), Math.abs((long) (int) bytes.littleU32(22)));
    }
}
