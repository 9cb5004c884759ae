package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.header.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The application segments of a JPEG that its image needs. All other application data is dropped.
final class AppSegments {
    private static final int ADOBE_TRANSFORM = 11;
    private static final int JFIF_DENSITY = 7;

    private final List<MarkerSegment> iccProfile = new ArrayList<>();
    private Optional<JfifDensity> density = Optional.empty();
    private Optional<Orientation> orientation = Optional.empty();
    private Optional<Integer> adobeTransform = Optional.empty();

    /// Reads a segment. Returns whether the image needs it.
    boolean read(MarkerSegment markerSegment) {
        return switch (markerSegment.marker()) {
            case Marker.APP0 -> readJfif(markerSegment);
            case Marker.APP1 -> readExif(markerSegment);
            case Marker.APP2 -> readIccProfile(markerSegment);
            case Marker.APP14 -> readAdobe(markerSegment);
            default -> false;
        };
    }

    private boolean readJfif(MarkerSegment markerSegment) {
        if (!markerSegment.startsWith("JFIF\0") || markerSegment.size() < JFIF_DENSITY + 5) return false;
        density = Optional.of(new JfifDensity(
                markerSegment.u8(JFIF_DENSITY),
                markerSegment.u16(JFIF_DENSITY + 1),
                markerSegment.u16(JFIF_DENSITY + 3)));
        return true;
    }

    private boolean readExif(MarkerSegment markerSegment) {
        if (orientation.isEmpty() && markerSegment.startsWith("Exif\0"))
            orientation = ExifReader.readOrientation(markerSegment);
        return false;
    }

    private boolean readIccProfile(MarkerSegment markerSegment) {
        return markerSegment.startsWith("ICC_PROFILE\0") && iccProfile.add(markerSegment);
    }

    private boolean readAdobe(MarkerSegment markerSegment) {
        if (!markerSegment.startsWith("Adobe") || markerSegment.size() <= ADOBE_TRANSFORM) return false;
        adobeTransform = Optional.of(markerSegment.u8(ADOBE_TRANSFORM));
        return true;
    }

    JfifDensity density() {
        return density.orElse(JfifDensity.UNKNOWN);
    }

    Orientation orientation() {
        return orientation.orElse(Orientation.UPRIGHT);
    }

    /// The segments of the ICC profile, in the file's order.
    List<MarkerSegment> iccProfile() {
        return iccProfile;
    }

    /// Whether three components are YCbCr. As in libjpeg, JFIF decides first, then Adobe's transform, then the
    /// component identifiers.
    boolean isYcc(Frame frame) {
        if (density.isPresent()) return true;
        return adobeTransform.map(transform -> transform != 0).orElse(!frame.hasRgbIdentifiers());
    }

    /// Reads the orientation from EXIF, which is a TIFF in an APP1 segment (EXIF 2.32 clause 4.5.2).
    static final class ExifReader {
        private static final int TIFF = 6;
        private static final int ORIENTATION = 0x0112;
        private static final int SHORT = 3;
        private static final int ENTRY_SIZE = 12;

        private final Bytes tiff;
        private final boolean littleEndian;

        private ExifReader(Bytes tiff) {
            this.tiff = tiff;
            this.littleEndian = tiff.matches("II", 0);
        }

        /// The orientation, if the first directory has one.
        static Optional<Orientation> readOrientation(MarkerSegment markerSegment) {
            if (markerSegment.size() < TIFF) return Optional.empty();
            return new ExifReader(new Bytes(markerSegment.bytes(TIFF, markerSegment.size() - TIFF))).readOrientation();
        }

        private Optional<Orientation> readOrientation() {
            var directory = littleEndian ? tiff.u32le(4) : tiff.u32(4);
            var entries = u16(directory);
            for (var i = 0; i < entries; i++) {
                var entry = directory + 2 + (long) i * ENTRY_SIZE;
                if (u16(entry) == ORIENTATION && u16(entry + 2) == SHORT) return Orientation.of(u16(entry + 8));
            }
            return Optional.empty();
        }

        private int u16(long at) {
            return at > tiff.size() ? 0 : littleEndian ? tiff.u16le(at) : tiff.u16(at);
        }
    }

    /// Pixels per unit (JFIF 1.02).
    ///
    /// @param unit 0 none (the numbers are an aspect ratio), 1 inch, 2 centimeter
    record JfifDensity(int unit, int horizontal, int vertical) {
        static final JfifDensity UNKNOWN = new JfifDensity(0, 1, 1);
    }
}
