package dev.halftone.imaging.pixels;

import dev.halftone.imaging.vips.Picture;

/// The ICC profile that says which colours a picture's numbers stand for.
final class Profile {
    private static final String FIELD = "icc-profile-data";

    private Profile() {}

    static boolean isIn(Picture picture) {
        return picture.has(FIELD);
    }

    /// The picture in sRGB, by the profile it carries.
    static Picture applied(Picture picture) {
        return picture.apply("icc_transform", "output-profile=srgb,embedded=true,input-profile=cmyk");
    }
}
