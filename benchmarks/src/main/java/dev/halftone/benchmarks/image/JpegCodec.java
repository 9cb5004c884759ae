package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.jpeg.CoefficientPath;
import dev.halftone.imaging.vips.Libvips;
import java.time.Duration;

/// Recompresses JPEGs to quality 50 without resizing. Any number of platform threads may use it concurrently.
@FunctionalInterface
public interface JpegCodec {

    /// Recompresses a JPEG.
    ///
    /// @throws IllegalStateException if it fails: then there is no figure
    ImageBytes recode(ImageBytes source);

    /// Halftone's coefficient path and nothing else. A JPEG that Halftone would leave to libvips does not
    /// belong in a comparison with libvips, so it is an error.
    public static final class CoefficientCodec implements JpegCodec {
        private static final Recipe RECIPE = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);

        private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

        @Override
        public ImageBytes recode(ImageBytes source) {
            if (path.transcode(source, RECIPE) instanceof PathResult.Encoded encoded)
                return encoded.done().bytes();
            throw new IllegalStateException(
                    "the coefficient path declined the JPEG: " + path.transcode(source, RECIPE));
        }
    }

    /// libvips alone, used the common way: decode, then encode with its defaults.
    public static final class LibvipsCodec implements JpegCodec {
        private static final Duration TIMEOUT = Duration.ofSeconds(20);

        private final Libvips libvips;

        public LibvipsCodec(Libvips libvips) {
            this.libvips = libvips;
        }

        @Override
        public ImageBytes recode(ImageBytes source) {
            try (var session = libvips.openSession(source, TIMEOUT)) {
                return session.load("jpegload_buffer", "access=sequential").save("jpegsave_buffer", "Q=50,keep=icc");
            }
        }
    }
}
