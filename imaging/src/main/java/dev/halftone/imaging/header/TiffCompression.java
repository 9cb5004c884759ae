package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import java.util.Optional;

/// How the first page of a TIFF is compressed: a value of the Compression tag (TIFF 6.0 section 8, and
/// libtiff's `tiff.h`).
public record TiffCompression(int value) {
    private static final int NONE = 1;
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;

    /// Reads it from a file's first directory.
    public static TiffCompression of(ImageBytes source) {
        return of(new TiffDirectory(new Bytes(source.array())));
    }

    static TiffCompression of(TiffDirectory directory) {
        return new TiffCompression((int) directory.first(TiffDirectory.COMPRESSION, NONE));
    }

    boolean isNone() {
        return value == NONE;
    }

    /// CCITT T.4 or T.6, for facsimile: black on white.
    boolean isFax() {
        return value >= 2 && value <= 4;
    }

    boolean isJpeg() {
        return value == JPEG || value == OLD_JPEG;
    }

    /// Names it if only some builds of libtiff can read it. If such a file is not read, that is the likely
    /// reason.
    public Optional<String> optionalName() {
        return switch (value) {
            case NONE, 2, 3, 4, 5, JPEG, 8, 32773, 32946 -> Optional.empty();
            case OLD_JPEG -> Optional.of("old-style JPEG");
            case 9, 10, 34661 -> Optional.of("JBIG");
            case 32766 -> Optional.of("NeXT");
            case 32771 -> Optional.of("CCITT RLE/W");
            case 32809 -> Optional.of("ThunderScan");
            case 32895, 32896, 32897, 32898 -> Optional.of("IT8");
            case 32908 -> Optional.of("Pixar film");
            case 32909 -> Optional.of("Pixar log");
            case 32947 -> Optional.of("Kodak DCS");
            case 33003, 33004, 33005, 34712 -> Optional.of("JPEG 2000");
            case 34676, 34677 -> Optional.of("SGI LogLuv");
            case 34887 -> Optional.of("LERC");
            case 34892 -> Optional.of("lossy JPEG (DNG)");
            case 34925 -> Optional.of("LZMA");
            case 50000 -> Optional.of("Zstandard");
            case 50001, 34927 -> Optional.of("WebP");
            case 34934, 50002, 52546 -> Optional.of("JPEG XL");
            default -> Optional.of("unknown (" + value + ")");
        };
    }
}
