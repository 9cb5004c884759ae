package dev.halftone.acceptance.images;

import dev.halftone.imaging.ImageBytes;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// JPEGs whose components are written as they are, without a JFIF or Adobe segment that says what they mean.
final class UnconvertedJpeg {
    private UnconvertedJpeg() {}

    /// The components of one pixel, from its red, green and blue.
    @FunctionalInterface
    interface Components {
        int[] of(int red, int green, int blue);
    }

    static ImageBytes baseline(BufferedImage image, Components components) {
        return encoded(raster(image, components), ImageWriteParam.MODE_DISABLED);
    }

    static ImageBytes progressive(BufferedImage image, Components components) {
        return encoded(raster(image, components), ImageWriteParam.MODE_DEFAULT);
    }

    static int[] rgb(int red, int green, int blue) {
        return new int[] {red, green, blue};
    }

    /// JFIF 1.02, page 3.
    static int[] ycc(int red, int green, int blue) {
        var luma = 0.299 * red + 0.587 * green + 0.114 * blue;
        return new int[] {level(luma), level(128 + (blue - luma) / 1.772), level(128 + (red - luma) / 1.402)};
    }

    /// Cyan, magenta, yellow and black, with some black in every color: 255 is full ink.
    static int[] cmyk(int red, int green, int blue) {
        var light = Math.max(1, (255 + Math.max(red, Math.max(green, blue))) / 2);
        return new int[] {255 - 255 * red / light, 255 - 255 * green / light, 255 - 255 * blue / light, 255 - light};
    }

    /// The same, with 0 as full ink, as Adobe writes it.
    static int[] invertedCmyk(int red, int green, int blue) {
        return Arrays.stream(cmyk(red, green, blue)).map(ink -> 255 - ink).toArray();
    }

    /// Inverted CMYK whose first three are coded as if they were RGB.
    static int[] invertedYcck(int red, int green, int blue) {
        return ycck(invertedCmyk(red, green, blue));
    }

    static int[] ycck(int red, int green, int blue) {
        return ycck(cmyk(red, green, blue));
    }

    private static int[] ycck(int... inks) {
        var ycc = Arrays.copyOf(ycc(255 - inks[0], 255 - inks[1], 255 - inks[2]), 4);
        ycc[3] = inks[3];
        return ycc;
    }

    private static WritableRaster raster(BufferedImage image, Components components) {
        var bands = components.of(0, 0, 0).length;
        var raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, image.getWidth(), image.getHeight(), bands, null);
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++) {
                var rgb = image.getRGB(x, y);
                raster.setPixel(x, y, components.of(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF));
            }
        }
        return raster;
    }

    private static ImageBytes encoded(Raster raster, int progressive) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(0.92f);
        settings.setProgressiveMode(progressive);
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return new ImageBytes(out.toByteArray());
    }

    private static int level(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
