package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.vips.VipsImage;

/// How to recode one image, decided from its header.
///
/// @param quality the recipe's, or lower if a JPEG source is itself coarser
/// @param boundingBox the maximum size of the result
/// @param fits whether the image fits without resizing
/// @param animated whether there is more than one frame to keep
record PixelPlan(ImageFormat target, int quality, BoundingBox boundingBox, boolean fits, boolean animated) {

    static PixelPlan of(
            Recipe recipe, ImageFormat target, ImageHeader imageHeader, PixelDecoder.OpenedImage openedImage) {
        var boundingBox = BoundingBox.of(recipe, target);
        return new PixelPlan(
                target,
                quality(recipe, target, imageHeader),
                boundingBox,
                boundingBox.contains(openedImage.uprightWidth(), openedImage.uprightHeight()),
                openedImage.frames() > 1 && (target == ImageFormat.GIF || target == ImageFormat.WEBP));
    }

    /// Shrinks a decoded image to fit.
    VipsImage resize(VipsImage vipsImage) {
        return fits ? vipsImage : vipsImage.apply("thumbnail_image", boundingBox.thumbnailOptions());
    }

    private static int quality(Recipe recipe, ImageFormat target, ImageHeader imageHeader) {
        if (target != ImageFormat.JPEG) return recipe.quality();
        return imageHeader
                .jpeg()
                .map(jpeg -> jpeg.effectiveQuality(recipe.quality()))
                .orElse(recipe.quality());
    }

    /// Chooses the format an image is published in.
    static ImageFormat targetFormat(
            Recipe.OutputFormat wanted, ImageFormat source, PixelDecoder.OpenedImage openedImage) {
        return switch (wanted) {
            case JPEG -> ImageFormat.JPEG;
            case PNG -> ImageFormat.PNG;
            case WEBP -> ImageFormat.WEBP;
            case AVIF -> ImageFormat.AVIF;
            case KEEP -> keepFormat(source, openedImage);
        };
    }

    // Formats that browsers show stay; the others become JPEG or PNG.
    private static ImageFormat keepFormat(ImageFormat source, PixelDecoder.OpenedImage openedImage) {
        return switch (source) {
            case JPEG, PNG, WEBP, AVIF, GIF -> source;
            case TIFF, BMP, HEIC -> isTransparent(openedImage) ? ImageFormat.PNG : ImageFormat.JPEG;
        };
    }

    // Many programs write an alpha channel that is opaque everywhere. It would make a PNG where a JPEG will do.
    private static boolean isTransparent(PixelDecoder.OpenedImage openedImage) {
        var vipsImage = openedImage.vipsImage();
        return vipsImage.hasAlpha() && ColorConversion.toEightBit(vipsImage).lastBandMin() < 255;
    }

    /// The maximum size of a result, in pixels.
    record BoundingBox(int width, int height) {

        /// The stricter of the recipe's limits and those of the target format.
        static BoundingBox of(Recipe recipe, ImageFormat target) {
            var largest = maxSide(target);
            return new BoundingBox(limit(recipe.maxWidth(), largest), limit(recipe.maxHeight(), largest));
        }

        /// The same for an image that will be turned by a quarter.
        BoundingBox transposed() {
            return new BoundingBox(height, width);
        }

        boolean contains(int width, int height) {
            return width <= this.width && height <= this.height;
        }

        /// Options for libvips' thumbnail operations: fit inside the box, and never enlarge.
        String thumbnailOptions() {
            return "width=" + width + ",height=" + height + ",size=down";
        }

        private static int limit(int asked, int largest) {
            return asked == 0 ? largest : Math.min(asked, largest);
        }

        // JPEG: libjpeg's JPEG_MAX_DIMENSION. WebP: 14 bits. AVIF: libvips' limit. GIF: 16 bits. PNG: libvips'
        // VIPS_MAX_COORD.
        private static int maxSide(ImageFormat target) {
            return switch (target) {
                case JPEG -> 65_500;
                case WEBP -> 16_383;
                case AVIF -> 16_384;
                case GIF -> 65_535;
                case PNG, TIFF, BMP, HEIC -> 10_000_000;
            };
        }
    }
}
