package dev.halftone.imaging.pixels;

import dev.halftone.imaging.header.BmpHeader;
import dev.halftone.imaging.header.Bytes;
import java.util.Arrays;
import java.util.Optional;

/// Reads packed pixels of a BMP as colors.
final class BmpColors {
    private static final int OPAQUE = 0xFF << 24;

    private final Bytes bytes;
    private final int bits;
    private final int[] palette;
    private final Channel[] channels;

    private BmpColors(BmpHeader header, Channel[] channels) {
        this.bytes = header.bytes();
        this.bits = header.bits();
        this.palette = header.palette();
        this.channels = channels;
    }

    /// Empty if the bits of a channel are not contiguous.
    static Optional<BmpColors> of(BmpHeader header) {
        var masks = header.masks();
        return Arrays.stream(masks).allMatch(Channel::isContiguous)
                ? Optional.of(new BmpColors(
                        header, Arrays.stream(masks).mapToObj(Channel::of).toArray(Channel[]::new)))
                : Optional.empty();
    }

    int bits() {
        return bits;
    }

    boolean hasAlpha() {
        return (bits == 16 || bits == 32) && channels[3].max > 0;
    }

    /// Alpha, red, green and blue of a pixel.
    ///
    /// @param start where the first pixel is
    /// @param index of the pixel, counted from there
    int argb(long start, int index) {
        return switch (bits) {
            case 1, 2, 4, 8 -> indexed(start, index);
            case 24 -> OPAQUE | (int) bytes.littleEndian(start + 3L * index, 3);
            default -> masked((int) bytes.littleEndian(start + (long) index * (bits / 8), bits / 8));
        };
    }

    // Browsers show colors outside of the palette as black.
    private int indexed(long start, int index) {
        var bit = (long) index * bits;
        var color = bytes.u8(start + bit / 8) >> (8 - bits - bit % 8) & ((1 << bits) - 1);
        return color < palette.length ? palette[color] : OPAQUE;
    }

    private int masked(int pixel) {
        var alpha = hasAlpha() ? channels[3].level(pixel) : 0xFF;
        return alpha << 24 | channels[0].level(pixel) << 16 | channels[1].level(pixel) << 8 | channels[2].level(pixel);
    }

    /// A color channel in a pixel of 16 or 32 bits.
    ///
    /// @param shift the position of its lowest bit, or if it has more than 8, of the lowest of the upper 8
    /// @param max its largest value; 0 if it is absent
    private record Channel(int shift, int max) {

        static boolean isContiguous(int mask) {
            return Integer.bitCount(mask) == bits(mask);
        }

        static Channel of(int mask) {
            var kept = Math.min(bits(mask), 8);
            return new Channel(Integer.numberOfTrailingZeros(mask) + bits(mask) - kept, (1 << kept) - 1);
        }

        private static int bits(int mask) {
            return mask == 0 ? 0 : 32 - Integer.numberOfLeadingZeros(mask) - Integer.numberOfTrailingZeros(mask);
        }

        /// Scaled to 0 to 255.
        int level(int pixel) {
            if (max == 0) return 0;
            return ((pixel >>> shift & max) * 0xFF + max / 2) / max;
        }
    }
}
