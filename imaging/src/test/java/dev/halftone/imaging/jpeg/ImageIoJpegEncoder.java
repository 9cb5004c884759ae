package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// JPEGs by the JDK, which supports any sampling factors and restart interval.
public final class ImageIoJpegEncoder {
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private final BufferedImage image;
    private int quality = 92;
    private int progressive = ImageWriteParam.MODE_DISABLED;
    private int restartInterval;
    private int[] factors = {};

    private ImageIoJpegEncoder(BufferedImage image) {
        this.image = image;
    }

    public static ImageIoJpegEncoder of(BufferedImage image) {
        return new ImageIoJpegEncoder(image);
    }

    public ImageIoJpegEncoder quality(int quality) {
        this.quality = quality;
        return this;
    }

    public ImageIoJpegEncoder progressive() {
        progressive = ImageWriteParam.MODE_DEFAULT;
        return this;
    }

    /// In MCUs.
    public ImageIoJpegEncoder restartInterval(int interval) {
        restartInterval = interval;
        return this;
    }

    /// For each component: 21 is 2 across and 1 down.
    public ImageIoJpegEncoder sampled(int... factors) {
        this.factors = factors;
        return this;
    }

    public ImageBytes coded() {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality / 100f);
        settings.setProgressiveMode(progressive);
        var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), settings);
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            configure(metadata);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, metadata), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return new ImageBytes(out.toByteArray());
    }

    private void configure(IIOMetadata metadata) throws IIOInvalidTreeException {
        var tree = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        var components = tree.getElementsByTagName("componentSpec");
        for (var i = 0; i < factors.length; i++) {
            var component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", "" + factors[i] / 10);
            component.setAttribute("VsamplingFactor", "" + factors[i] % 10);
        }
        if (restartInterval > 0) {
            var restarts = new IIOMetadataNode("dri");
            restarts.setAttribute("interval", "" + restartInterval);
            var markers = tree.getElementsByTagName("markerSequence").item(0);
            markers.insertBefore(restarts, markers.getFirstChild());
        }
        metadata.setFromTree(FORMAT, tree);
    }

    /// Decodes a JPEG's samples with the JDK, without converting them to RGB.
    static Raster samples(ImageBytes jpeg) {
        var reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.array()))) {
            reader.setInput(in);
            return reader.readRaster(0, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.dispose();
        }
    }
}
