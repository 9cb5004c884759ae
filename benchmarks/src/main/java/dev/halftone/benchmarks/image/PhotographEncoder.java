package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import dev.halftone.imaging.vips.VipsImage;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// Encodes photographs with libvips, mostly as JPEGs.
public final class PhotographEncoder {
    /// The settings that cameras and online stores typically use, as libvips options.
    public static final String TYPICAL_JPEG_OPTIONS = "Q=90,subsample-mode=on";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Libvips libvips;

    public PhotographEncoder(Libvips libvips) {
        this.libvips = libvips;
    }

    /// Encodes a photograph as a JPEG.
    ///
    /// @param options for libvips' `jpegsave_buffer`
    public ImageBytes encodeJpeg(Photograph photograph, String options) {
        return encodeJpeg(photograph, options, UnaryOperator.identity());
    }

    /// Encodes a photograph as a grayscale JPEG.
    public ImageBytes encodeGrayJpeg(Photograph photograph, String options) {
        return encodeJpeg(photograph, options, vipsImage -> vipsImage.apply("colourspace", "space=b-w"));
    }

    /// Encodes a photograph in any format.
    ///
    /// @param saver the libvips operation that encodes it
    /// @param options for that operation
    public ImageBytes encode(Photograph photograph, String saver, String options) {
        try (var session = libvips.openSession(new ImageBytes(new byte[0]), TIMEOUT)) {
            return session.fromRaster(raster(photograph)).save(saver, options);
        }
    }

    private ImageBytes encodeJpeg(Photograph photograph, String options, UnaryOperator<VipsImage> change) {
        try (var session = libvips.openSession(new ImageBytes(new byte[0]), TIMEOUT)) {
            return change.apply(session.fromRaster(raster(photograph))).save("jpegsave_buffer", options);
        }
    }

    private static VipsImage.Raster raster(Photograph photograph) {
        var size = photograph.size();
        var colors = new int[size.width()];
        var samples = new byte[3 * size.width()];
        return new VipsImage.Raster(size.width(), size.height(), 3, y -> {
            photograph.pixels().getRGB(0, y, size.width(), 1, colors, 0, size.width());
            for (var x = 0; x < size.width(); x++) {
                samples[3 * x] = (byte) (colors[x] >> 16);
                samples[3 * x + 1] = (byte) (colors[x] >> 8);
                samples[3 * x + 2] = (byte) colors[x];
            }
            return samples;
        });
    }
}
