package dev.halftone.imaging.pixels;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.ColourProfile;
import dev.halftone.imaging.vips.Picture;

/// The ICC profile that says which colours a picture's numbers stand for.
final class Profile {
    private static final String FIELD = "icc-profile-data";

    private Profile() {}

    /// Whether a picture carries one that is of use: there is trash among them, which some encoders refuse to write.
    static boolean isIn(Picture picture) {
        return picture.bytes(FIELD)
                .map(bytes -> new ColourProfile(new Bytes(bytes)).isSound())
                .orElse(false);
    }

    /// The picture in sRGB, by the profile it carries.
    static Picture applied(Picture picture) {
        return picture.apply("icc_transform", "output-profile=srgb,embedded=true,input-profile=cmyk");
    }
}
