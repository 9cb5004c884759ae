package dev.halftone.app.demo;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadataNode;

/// Turns pictures into files of the kinds that shops have.
final class ImageEncoder {
    private static final float PHOTO_QUALITY = .86f;
    private static final int HUNDREDTHS_BETWEEN_FRAMES = 12;

    private ImageEncoder() {}

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

    /// What a phone held upright makes: a picture lying on its side, and a note in the file that says so.
    static final class ExifRotatedJpeg {
        /// Exif 2.32 §4.6.4 tag 0x0112: to be shown turned clockwise by a quarter.
        private static final int ROTATE_90_CLOCKWISE = 6;

        private ExifRotatedJpeg() {}

        static byte[] encode(BufferedImage picture) throws IOException {
            var file = ImageEncoder.jpeg(rotateCounterclockwise(picture));
            var noted = new ByteArrayOutputStream();
            // The note comes first, right behind the two bytes of the start marker.
            noted.write(file, 0, 2);
            noted.write(orientationSegment());
            noted.write(file, 2, file.length - 2);
            return noted.toByteArray();
        }

        private static BufferedImage rotateCounterclockwise(BufferedImage picture) {
            var turned = new BufferedImage(picture.getHeight(), picture.getWidth(), picture.getType());
            var g = turned.createGraphics();
            g.drawRenderedImage(picture, new AffineTransform(0, -1, 1, 0, 0, picture.getWidth()));
            g.dispose();
            return turned;
        }

        /// An APP1 segment that holds a TIFF header and a directory of this one entry.
        private static byte[] orientationSegment() throws IOException {
            var segment = new ByteArrayOutputStream();
            var out = new DataOutputStream(segment);
            out.writeShort(0xffe1);
            out.writeShort(2 + 6 + 8 + 2 + 12 + 4);
            out.writeBytes("Exif\0\0");
            out.writeBytes("MM\0*");
            out.writeInt(8);
            out.writeShort(1);
            out.writeShort(0x0112);
            out.writeShort(3);
            out.writeInt(1);
            out.writeShort(ROTATE_90_CLOCKWISE);
            out.writeShort(0);
            out.writeInt(0);
            return segment.toByteArray();
        }
    }
}
