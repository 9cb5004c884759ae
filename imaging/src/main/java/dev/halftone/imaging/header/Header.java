package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.Optional;

/// What is known of an image before a decoder has seen it.
///
/// @param jpeg what only a JPEG says
public record Header(DeclaredSize size, Optional<JpegHeader> jpeg) {

    /// GIF, WebP and TIFF tell no size here: libvips reads theirs without making room for pixels.
    public static Header of(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case JPEG -> of(JpegHeader.of(source.array()));
            case PNG -> of(new DeclaredSize(bytes.u32(16), bytes.u32(20)));
            case AVIF, HEIC -> of(IsoBoxes.largestPicture(bytes));
            case BMP -> of(bitmap(bytes));
            case GIF, WEBP, TIFF -> of(DeclaredSize.UNKNOWN);
        };
    }

    private static Header of(JpegHeader jpeg) {
        return new Header(jpeg.size(), Optional.of(jpeg));
    }

    private static Header of(DeclaredSize size) {
        return new Header(size, Optional.empty());
    }

    // OS/2's header has 12 bytes and short numbers; in the others a negative height means rows from the top.
    private static DeclaredSize bitmap(Bytes bytes) {
        return bytes.littleU32(14) == 12
                ? new DeclaredSize(bytes.littleU16(18), bytes.littleU16(20))
                : new DeclaredSize(
                        Math.abs((long) (int) bytes.littleU32(18)), Math.abs((long) (int) bytes.littleU32(22)));
    }
}
