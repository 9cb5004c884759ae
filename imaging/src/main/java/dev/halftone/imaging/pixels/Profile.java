package dev.halftone.imaging.pixels;

import dev.halftone.imaging.colour.Colours;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.ColourProfile;
import dev.halftone.imaging.vips.ColourSpace;
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

    /// The picture with a profile that says what its file says in other words. What is brighter than white is brought
    /// down, to sRGB.
    static Picture told(Picture picture, Colours colours) {
        if (colours.areSrgb() && !isIn(picture)) return picture;
        var told = picture.with(FIELD, isGrey(picture) ? colours.greyProfile() : colours.profile());
        return colours.areBrighterThanWhite() ? applied(told) : told;
    }

    private static boolean isGrey(Picture picture) {
        return picture.colourSpace() == ColourSpace.GREY || picture.colourSpace() == ColourSpace.GREY_16;
    }

    /// The picture in sRGB, by the profile it carries.
    static Picture applied(Picture picture) {
        return picture.apply("icc_transform", "output-profile=srgb,embedded=true,input-profile=cmyk");
    }
}
