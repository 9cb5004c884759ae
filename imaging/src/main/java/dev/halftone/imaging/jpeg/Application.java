package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a JPEG's application segments say that its picture needs: everything else in them is dropped.
final class Application {
    private static final int ADOBE_TRANSFORM = 11;
    private static final int JFIF_DENSITY = 7;

    private final List<Segment> colourProfile = new ArrayList<>();
    private Optional<Density> density = Optional.empty();
    private Optional<Orientation> orientation = Optional.empty();
    private Optional<Integer> adobeTransform = Optional.empty();

    /// Reads a segment, and says whether the picture needs what is in it.
    boolean keeps(Segment segment) {
        return switch (segment.marker()) {
            case Marker.APP0 -> readJfif(segment);
            case Marker.APP1 -> readExif(segment);
            case Marker.APP2 -> readColourProfile(segment);
            case Marker.APP14 -> readAdobe(segment);
            default -> false;
        };
    }

    private boolean readJfif(Segment segment) {
        if (!segment.startsWith("JFIF\0") || segment.size() < JFIF_DENSITY + 5) return false;
        density = Optional.of(
                new Density(segment.u8(JFIF_DENSITY), segment.u16(JFIF_DENSITY + 1), segment.u16(JFIF_DENSITY + 3)));
        return true;
    }

    private boolean readExif(Segment segment) {
        if (orientation.isEmpty() && segment.startsWith("Exif\0")) orientation = Exif.orientation(segment);
        return false;
    }

    private boolean readColourProfile(Segment segment) {
        return segment.startsWith("ICC_PROFILE\0") && colourProfile.add(segment);
    }

    private boolean readAdobe(Segment segment) {
        if (!segment.startsWith("Adobe") || segment.size() <= ADOBE_TRANSFORM) return false;
        adobeTransform = Optional.of(segment.u8(ADOBE_TRANSFORM));
        return true;
    }

    Density density() {
        return density.orElse(Density.UNKNOWN);
    }

    Orientation orientation() {
        return orientation.orElse(Orientation.UPRIGHT);
    }

    /// The segments of the ICC profile, in the file's order.
    List<Segment> colourProfile() {
        return colourProfile;
    }

    /// Whether three components are YCbCr: JFIF says so, else Adobe's transform does, else their names (as libjpeg
    /// has it).
    boolean isYcc(Frame frame) {
        if (density.isPresent()) return true;
        return adobeTransform.map(transform -> transform != 0).orElse(!frame.isNamedRgb());
    }
}
