package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The luma of a JPEG, decoded by the JDK. This decoder is independent of both codecs under comparison.
public final class LumaPlane {
    private static final double PEAK_SQUARED = 255 * 255;

    private final int width;
    private final int height;
    private final int[] samples;

    private LumaPlane(Raster raster) {
        this.width = raster.getWidth();
        this.height = raster.getHeight();
        this.samples = raster.getSamples(0, 0, width, height, 0, new int[width * height]);
    }

    public static LumaPlane of(ImageBytes jpeg) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.array()))) {
            reader.setInput(in);
            // Without a color conversion, the first band of YCbCr is luma.
            return new LumaPlane(reader.readRaster(0, reader.getDefaultReadParam()));
        } finally {
            reader.dispose();
        }
    }

    public boolean hasSameSize(LumaPlane other) {
        return width == other.width && height == other.height;
    }

    /// The peak signal-to-noise ratio against the original, in dB.
    public double psnr(LumaPlane original) {
        var sum = 0L;
        for (var i = 0; i < samples.length; i++) {
            var difference = samples[i] - original.samples[i];
            sum += (long) difference * difference;
        }
        return 10 * Math.log10(PEAK_SQUARED * samples.length / Math.max(1, sum));
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
