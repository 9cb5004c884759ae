package dev.halftone.imaging.color;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.Bytes;
import java.util.Optional;

/// The colours that a picture's numbers stand for.
public record ColorEncoding(Chromaticities primaries, TransferFunction transferFunction) {
    static final ColorEncoding SRGB = new ColorEncoding(Chromaticities.SRGB, new TransferFunction.Srgb());

    /// What a file says, or empty where it says nothing, nothing that is understood, or where an ICC profile in
    /// it goes first.
    public static Optional<ColorEncoding> parse(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case PNG -> PngColorChunks.parse(bytes);
            case AVIF, HEIC -> HeifColorBox.parse(bytes);
            case JPEG, WEBP, GIF, TIFF, BMP -> Optional.empty();
        };
    }

    /// Whether they are what is assumed where nothing is said.
    public boolean isSrgb() {
        return primaries.isSrgb() && transferFunction.isSrgb();
    }

    /// Whether they go beyond the white of a page (HDR), so that they must be brought down to be shown in 8
    /// bits.
    public boolean isHdr() {
        return transferFunction instanceof TransferFunction.HdrTransfer;
    }

    /// An ICC profile that says the same of RGB. What is brighter than white is brought down by it.
    public byte[] iccProfile() {
        return IccProfileWriter.ofRgb(this);
    }

    /// The same for grey.
    public byte[] grayIccProfile() {
        return IccProfileWriter.ofGray(this);
    }

    /// Coding-independent code points (ITU-T H.273, ISO/IEC 23091-2).
    static final class Cicp {
        private Cicp() {}

        /// Empty where either number says nothing: browsers ignore what is said by halves.
        static Optional<ColorEncoding> resolve(int primaries, int transfer) {
            return Chromaticities.ofCicp(primaries)
                    .flatMap(colours -> TransferFunction.ofCicp(transfer)
                            .map(transferFunction -> new ColorEncoding(colours, transferFunction)));
        }
    }
}
