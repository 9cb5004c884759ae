package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.ExifOrientation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The application segments of a JPEG that its image needs. All other application data is dropped.
final class AppSegments {
    private static final int ADOBE_TRANSFORM = 11;
    private static final int JFIF_DENSITY = 7;
    private static final int EXIF_PREFIX = 6;

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
        if (orientation.isEmpty() && markerSegment.startsWith("Exif\0")) orientation = orientation(markerSegment);
        return false;
    }

    private static Optional<Orientation> orientation(MarkerSegment exif) {
        var size = Math.max(0, exif.size() - EXIF_PREFIX);
        return Orientation.of(ExifOrientation.of(new Bytes(exif.bytes(exif.size() - size, size))));
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

    /// Pixels per unit (JFIF 1.02).
    ///
    /// @param unit 0 none (the numbers are an aspect ratio), 1 inch, 2 centimeter
    record JfifDensity(int unit, int horizontal, int vertical) {
        static final JfifDensity UNKNOWN = new JfifDensity(0, 1, 1);
    }
}
