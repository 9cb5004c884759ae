package dev.halftone.app.demo.picture;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadataNode;

/// Turns pictures into files of the kinds that shops have.
final class PictureFormat {
    private static final float PHOTO_QUALITY = .86f;
    private static final int HUNDREDTHS_BETWEEN_FRAMES = 12;

    private PictureFormat() {}

    static byte[] jpeg(BufferedImage picture) throws IOException {
        return jpeg(picture, ImageWriteParam.MODE_DISABLED);
    }

    static byte[] progressiveJpeg(BufferedImage picture) throws IOException {
        return jpeg(picture, ImageWriteParam.MODE_DEFAULT);
    }

    private static byte[] jpeg(BufferedImage picture, int progressive) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(PHOTO_QUALITY);
        settings.setProgressiveMode(progressive);
        var file = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    static byte[] png(BufferedImage picture) throws IOException {
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }

    /// An animation that runs for ever.
    static byte[] gif(List<BufferedImage> frames) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        var file = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (var frame : frames) writer.writeToSequence(gifFrame(writer, frame), null);
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static IIOImage gifFrame(ImageWriter writer, RenderedImage frame) throws IOException {
        var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        var tree = new IIOMetadataNode("javax_imageio_gif_image_1.0");
        tree.appendChild(timing());
        tree.appendChild(loop());
        metadata.mergeTree(tree.getNodeName(), tree);
        return new IIOImage(frame, null, metadata);
    }

    private static IIOMetadataNode timing() {
        var timing = new IIOMetadataNode("GraphicControlExtension");
        timing.setAttribute("disposalMethod", "none");
        timing.setAttribute("userInputFlag", "FALSE");
        timing.setAttribute("transparentColorFlag", "FALSE");
        timing.setAttribute("transparentColorIndex", "0");
        timing.setAttribute("delayTime", String.valueOf(HUNDREDTHS_BETWEEN_FRAMES));
        return timing;
    }

    /// Netscape's application extension: block 1, repeated 0 times, which means for ever.
    private static IIOMetadataNode loop() {
        var loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0});
        var extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(loop);
        return extensions;
    }
}
