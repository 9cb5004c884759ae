package dev.halftone.imaging.colour;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.Bytes;
import java.util.Optional;

/// The colours that a picture's numbers stand for.
public record Colours(Chromaticities primaries, Curve curve) {
    static final Colours SRGB = new Colours(Chromaticities.SRGB, new Curve.Srgb());

    /// What a file says, or empty where it says nothing, nothing that is understood, or where an ICC profile in it goes
    /// first.
    public static Optional<Colours> told(ImageBytes source, ImageFormat format) {
        var bytes = new Bytes(source.array());
        return switch (format) {
            case PNG -> PngColours.told(bytes);
            case AVIF, HEIC -> HeifColours.told(bytes);
            case JPEG, WEBP, GIF, TIFF, BMP -> Optional.empty();
        };
    }

    /// Whether they are what is assumed where nothing is said.
    public boolean areSrgb() {
        return primaries.areSrgb() && curve.isSrgb();
    }

    /// Whether they go beyond the white of a page (HDR), so that they must be brought down to be shown in 8 bits.
    public boolean areBrighterThanWhite() {
        return curve instanceof HighRange;
    }

    /// An ICC profile that says the same of RGB. What is brighter than white is brought down by it.
    public byte[] profile() {
        return IccProfile.ofRgb(this);
    }

    /// The same for grey.
    public byte[] greyProfile() {
        return IccProfile.ofGrey(this);
    }
}
