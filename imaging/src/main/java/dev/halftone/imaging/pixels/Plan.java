package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.header.Header;
import dev.halftone.imaging.vips.Picture;

/// What is to be done to one image, decided when its header was read.
///
/// @param quality the recipe's, or lower where a JPEG source is coarser itself
/// @param box the room the result must fit in
/// @param fits whether it does without being resized
/// @param moves whether there is more than one frame to keep
record Plan(ImageFormat target, int quality, Box box, boolean fits, boolean moves) {

    static Plan of(Recipe recipe, ImageFormat target, Header header, Opened opened) {
        var box = Box.of(recipe, target);
        return new Plan(
                target,
                quality(recipe, target, header),
                box,
                box.holds(opened.uprightWidth(), opened.uprightHeight()),
                opened.frames() > 1 && (target == ImageFormat.GIF || target == ImageFormat.WEBP));
    }

    /// A picture that is decoded already, made to fit.
    Picture within(Picture picture) {
        return fits ? picture : picture.apply("thumbnail_image", box.asOptions());
    }

    private static int quality(Recipe recipe, ImageFormat target, Header header) {
        if (target != ImageFormat.JPEG) return recipe.quality();
        return header.jpeg().map(jpeg -> jpeg.qualityAtMost(recipe.quality())).orElse(recipe.quality());
    }
}
