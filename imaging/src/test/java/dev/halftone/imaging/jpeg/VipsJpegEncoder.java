package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import dev.halftone.imaging.vips.VipsImage;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;

/// JPEGs by libvips, which supports mozjpeg's features.
final class VipsJpegEncoder {
    private static final Libvips LIBVIPS = Libvips.load(Optional.empty());
    private static final Duration LONG = Duration.ofMinutes(1);

    private VipsJpegEncoder() {}

    static ImageBytes coded(BufferedImage image, String options) {
        try (var session = LIBVIPS.openSession(new ImageBytes(new byte[1]), LONG)) {
            return session.fromRaster(raster(image)).save("jpegsave_buffer", options);
        }
    }

    static ImageBytes cmyk(BufferedImage image) {
        return cmyk(image, "Q=90");
    }

    static ImageBytes cmyk(BufferedImage image, String options) {
        try (var session = LIBVIPS.openSession(new ImageBytes(new byte[1]), LONG)) {
            return session.fromRaster(raster(image))
                    .apply("colourspace", "space=cmyk")
                    .save("jpegsave_buffer", options);
        }
    }

    /// Decodes a JPEG and encodes it again with libvips.
    static ImageBytes recoded(ImageBytes jpeg, String options) {
        try (var session = LIBVIPS.openSession(jpeg, LONG)) {
            return session.load("jpegload_buffer", "fail-on=error").save("jpegsave_buffer", options);
        }
    }

    private static VipsImage.Raster raster(BufferedImage image) {
        return new VipsImage.Raster(image.getWidth(), image.getHeight(), 3, y -> {
            var row = new byte[image.getWidth() * 3];
            for (var x = 0; x < image.getWidth(); x++) {
                var rgb = image.getRGB(x, y);
                row[3 * x] = (byte) (rgb >> 16);
                row[3 * x + 1] = (byte) (rgb >> 8);
                row[3 * x + 2] = (byte) rgb;
            }
            return row;
        });
    }
}
