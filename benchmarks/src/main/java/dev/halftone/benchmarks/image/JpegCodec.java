package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.jpeg.CoefficientPath;
import dev.halftone.imaging.vips.Libvips;
import java.time.Duration;

/// Makes JPEGs smaller, at quality 50 and without a change of size. Any number of platform threads may use it at
/// once.
@FunctionalInterface
public interface JpegCodec {

    /// Makes a smaller JPEG of the same picture.
    ///
    /// @throws IllegalStateException when it does not make it: then there is no figure either
    ImageBytes recode(ImageBytes source);

    /// Halftone's way of a JPEG: over its coefficients, and no other. A picture that it would leave to libvips
    /// has no place in a comparison with libvips.
    public static final class CoefficientCodec implements JpegCodec {
        private static final Recipe RECIPE = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);

        private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

        @Override
        public ImageBytes recode(ImageBytes source) {
            if (path.transcode(source, RECIPE) instanceof PathResult.Encoded encoded)
                return encoded.done().bytes();
            throw new IllegalStateException("not done over the coefficients: " + path.transcode(source, RECIPE));
        }
    }

    /// libvips and nothing else, as everybody uses it: decode, encode with its defaults.
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
