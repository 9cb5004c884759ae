package dev.halftone.imaging;

import dev.halftone.imaging.vips.Libheif;

/// A picture of four quarters as some kind of file holds it.
///
/// @param look of its quarters, see [Look]
record Kind(String name, ImageFormat format, ImageBytes bytes, String look, int width, int height) {

    /// The format that it is published in.
    ImageFormat published(OutputFormat wanted) {
        return switch (wanted) {
            case JPEG, PNG, WEBP, AVIF -> ImageFormat.valueOf(wanted.name());
            case KEEP ->
                switch (format) {
                    case JPEG, PNG, WEBP, AVIF, GIF -> format;
                    case TIFF, BMP, HEIC -> look.contains(".") ? ImageFormat.PNG : ImageFormat.JPEG;
                };
        };
    }

    /// What is transparent is white in a JPEG.
    String lookAs(ImageFormat published) {
        return published == ImageFormat.JPEG ? look.replace('.', 'W') : look;
    }

    boolean isReadable() {
        return format != ImageFormat.HEIC || Libheif.find().isPresent();
    }

    @Override
    public String toString() {
        return name;
    }
}
