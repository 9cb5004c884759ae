package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import dev.halftone.imaging.vips.VipsImage;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// Makes files of photographs, JPEGs mostly, with libvips' encoders.
public final class PhotographEncoder {
    /// What cameras and shops use, in libvips' words.
    public static final String TYPICAL_JPEG_OPTIONS = "Q=90,subsample-mode=on";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Libvips libvips;

    public PhotographEncoder(Libvips libvips) {
        this.libvips = libvips;
    }

    /// A photograph as a JPEG.
    ///
    /// @param options of libvips' `jpegsave_buffer`
    public ImageBytes encodeJpeg(Photograph photograph, String options) {
        return encodeJpeg(photograph, options, UnaryOperator.identity());
    }

    /// The same without its colours.
    public ImageBytes encodeGrayJpeg(Photograph photograph, String options) {
        return encodeJpeg(photograph, options, vipsImage -> vipsImage.apply("colourspace", "space=b-w"));
    }

    /// A photograph in any format.
    ///
    /// @param saver libvips' operation that writes it
    /// @param options of that operation
    public ImageBytes encode(Photograph photograph, String saver, String options) {
        try (var bench = libvips.openSession(new ImageBytes(new byte[0]), TIMEOUT)) {
            return bench.fromRaster(raster(photograph)).save(saver, options);
        }
    }

    private ImageBytes encodeJpeg(Photograph photograph, String options, UnaryOperator<VipsImage> change) {
        try (var bench = libvips.openSession(new ImageBytes(new byte[0]), TIMEOUT)) {
            return change.apply(bench.fromRaster(raster(photograph))).save("jpegsave_buffer", options);
        }
    }

    private static VipsImage.Raster raster(Photograph photograph) {
        var size = photograph.size();
        var colours = new int[size.width()];
        var samples = new byte[3 * size.width()];
        return new VipsImage.Raster(size.width(), size.height(), 3, y -> {
            photograph.pixels().getRGB(0, y, size.width(), 1, colours, 0, size.width());
            for (var x = 0; x < size.width(); x++) {
                samples[3 * x] = (byte) (colours[x] >> 16);
                samples[3 * x + 1] = (byte) (colours[x] >> 8);
                samples[3 * x + 2] = (byte) colours[x];
            }
            return samples;
        });
    }
}
