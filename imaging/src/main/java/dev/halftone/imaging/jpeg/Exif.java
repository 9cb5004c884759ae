package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.header.Bytes;
import java.util.Optional;

/// Reads the orientation out of EXIF, which is a TIFF in an APP1 segment (EXIF 2.32 clause 4.5.2).
final class Exif {
    private static final int TIFF = 6;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_SIZE = 12;

    private final Bytes tiff;
    private final boolean littleEndian;

    private Exif(Bytes tiff) {
        this.tiff = tiff;
        this.littleEndian = tiff.has("II", 0);
    }

    /// The orientation, where the first directory tells one.
    static Optional<Orientation> orientation(Segment segment) {
        if (segment.size() < TIFF) return Optional.empty();
        return new Exif(new Bytes(segment.bytes(TIFF, segment.size() - TIFF))).orientation();
    }

    private Optional<Orientation> orientation() {
        var directory = littleEndian ? tiff.littleU32(4) : tiff.u32(4);
        var entries = u16(directory);
        for (var i = 0; i < entries; i++) {
            var entry = directory + 2 + (long) i * ENTRY_SIZE;
            if (u16(entry) == ORIENTATION && u16(entry + 2) == SHORT) return Orientation.of(u16(entry + 8));
        }
        return Optional.empty();
    }

    private int u16(long at) {
        return at > tiff.size() ? 0 : littleEndian ? tiff.littleU16(at) : tiff.u16(at);
    }
}
