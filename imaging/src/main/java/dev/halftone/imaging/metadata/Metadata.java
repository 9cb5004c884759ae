package dev.halftone.imaging.metadata;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.Optional;

/// What a file tells beyond its picture: where and when it was taken, by whom, with what.
public final class Metadata {
    private Metadata() {}

    /// The same picture without its metadata, or empty where only coding it again would get rid of them.
    public static Optional<ImageBytes> without(ImageBytes source, ImageFormat format) {
        var bytes = source.array();
        return switch (format) {
            case JPEG -> Optional.of(new ImageBytes(JpegMetadata.without(bytes)));
            case PNG -> Optional.of(new ImageBytes(PngMetadata.without(bytes)));
            case WEBP -> Optional.of(new ImageBytes(WebpMetadata.without(bytes)));
            case GIF -> Optional.of(new ImageBytes(GifMetadata.without(bytes)));
            case AVIF -> AvifMetadata.without(bytes).map(ImageBytes::new);
            case TIFF, BMP, HEIC -> Optional.empty();
        };
    }
}
