package dev.halftone.imaging.header;

import java.util.Optional;
import java.util.stream.StreamSupport;

/// How an image lies in its file, by EXIF's numbers 1 to 8 (EXIF 2.32 clause 4.6.4). Browsers obey one number
/// of the type SHORT in the first directory, and no other type. So an image is turned here if it is turned
/// there.
public final class ExifOrientation {
    /// Neither mirrored nor rotated.
    public static final int UPRIGHT = 1;

    private static final int LAST = 8;
    private static final int APP1 = 0xE1;
    private static final int JPEG_PREFIX = 6;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_SIZE = 12;

    private final Bytes tiff;
    private final boolean littleEndian;

    private ExifOrientation(Bytes tiff) {
        this.tiff = tiff;
        this.littleEndian = tiff.matches("II*\0", 0);
    }

    /// Reads EXIF, which is a TIFF.
    public static int of(Bytes tiff) {
        return new ExifOrientation(tiff).read().orElse(UPRIGHT);
    }

    // Only the first EXIF counts, even if it has no orientation.
    static int ofJpeg(Bytes jpeg) {
        return StreamSupport.stream(JpegSegments.of(jpeg.array()).spliterator(), false)
                .takeWhile(segment -> segment.marker() != JpegSegments.Segment.SOS)
                .filter(segment -> segment.marker() == APP1 && jpeg.matches("Exif\0", segment.parametersStart()))
                .findFirst()
                .map(segment -> of(jpeg.slice(segment.parametersStart() + JPEG_PREFIX, segment.end())))
                .orElse(UPRIGHT);
    }

    static int ofPng(Bytes png) {
        return Optional.ofNullable(ImageHeader.PngChunks.offsetsBeforeIdat(png).get("eXIf"))
                .map(start -> of(png.slice(start, start + png.u32(start - 8))))
                .orElse(UPRIGHT);
    }

    private Optional<Integer> read() {
        if (!littleEndian && !tiff.matches("MM\0*", 0)) return Optional.empty();
        var directory = u32(4);
        var entries = u16(directory);
        for (var i = 0; i < entries; i++) {
            var entry = directory + 2 + (long) i * ENTRY_SIZE;
            if (u16(entry) == TAG && u16(entry + 2) == SHORT && u32(entry + 4) == 1) return value(u16(entry + 8));
        }
        return Optional.empty();
    }

    private static Optional<Integer> value(int number) {
        return number >= UPRIGHT && number <= LAST ? Optional.of(number) : Optional.empty();
    }

    private int u16(long at) {
        return littleEndian ? tiff.u16le(at) : tiff.u16(at);
    }

    private long u32(long at) {
        return littleEndian ? tiff.u32le(at) : tiff.u32(at);
    }
}
