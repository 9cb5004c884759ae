package dev.halftone.imaging.color;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.Bytes;
import java.util.Optional;

/// What the numbers of an image's pixels mean as colors.
public record ColorEncoding(Chromaticities primaries, TransferFunction transferFunction) {
    static final ColorEncoding SRGB = new ColorEncoding(Chromaticities.SRGB, new TransferFunction.Srgb());

    /// The encoding that a file declares. Empty if it declares none, one that is not understood, or if an ICC
    /// profile in it takes precedence.
    public static Optional<ColorEncoding> parse(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case PNG -> PngColorChunks.parse(bytes);
            case AVIF, HEIC -> HeifColorBox.parse(bytes);
            case JPEG, WEBP, GIF, TIFF, BMP -> Optional.empty();
        };
    }

    /// Whether decoders leave black at 16 of 255 and white at 235, as libheif does in AVIF without color.
    public static boolean isLimitedRangeLeft(ImageBytes source, ImageFormat format) {
        return format == ImageFormat.AVIF && HeifColorBox.isLimitedGray(new Bytes(source.array()));
    }

    /// Whether this is the default for undeclared colors.
    public boolean isSrgb() {
        return primaries.isSrgb() && transferFunction.isSrgb();
    }

    /// Whether it exceeds paper white (HDR), so that it must be tone-mapped for 8 bits.
    public boolean isHdr() {
        return transferFunction instanceof TransferFunction.HdrTransfer;
    }

    /// An equivalent ICC profile for RGB. It tone-maps what is brighter than white.
    public byte[] iccProfile() {
        return IccProfileWriter.ofRgb(this);
    }

    /// An equivalent ICC profile for gray.
    public byte[] grayIccProfile() {
        return IccProfileWriter.ofGray(this);
    }

    /// Coding-independent code points (ITU-T H.273, ISO/IEC 23091-2).
    static final class Cicp {
        private Cicp() {}

        /// Empty if either number is unknown: browsers ignore half a declaration.
        static Optional<ColorEncoding> resolve(int primaries, int transfer) {
            return Chromaticities.ofCicp(primaries)
                    .flatMap(chromaticities -> TransferFunction.ofCicp(transfer)
                            .map(transferFunction -> new ColorEncoding(chromaticities, transferFunction)));
        }
    }
}
