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

/// Encodes images in the formats that product catalogues contain.
final class ImageEncoder {
    private static final float PHOTO_QUALITY = .86f;
    private static final int HUNDREDTHS_BETWEEN_FRAMES = 12;

    private ImageEncoder() {}

    static byte[] jpeg(BufferedImage image) throws IOException {
        return jpeg(image, ImageWriteParam.MODE_DISABLED);
    }

    static byte[] progressiveJpeg(BufferedImage image) throws IOException {
        return jpeg(image, ImageWriteParam.MODE_DEFAULT);
    }

    private static byte[] jpeg(BufferedImage image, int progressive) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(PHOTO_QUALITY);
        parameters.setProgressiveMode(progressive);
        var file = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    static byte[] png(BufferedImage image) throws IOException {
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    /// An animation that repeats forever.
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

    /// The Netscape application extension: block 1, repeat count 0, which means forever.
    private static IIOMetadataNode loop() {
        var loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0});
        var extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(loop);
        return extensions;
    }

    /// A JPEG as an upright phone writes it: rotated pixels, and an Exif orientation that says so.
    static final class ExifRotatedJpeg {
        /// Exif 2.32 §4.6.4, tag 0x0112: viewers must rotate the image clockwise by 90 degrees.
        private static final int ROTATE_90_CLOCKWISE = 6;

        private ExifRotatedJpeg() {}

        static byte[] encode(BufferedImage image) throws IOException {
            var file = ImageEncoder.jpeg(rotateCounterclockwise(image));
            var withExif = new ByteArrayOutputStream();
            // The Exif segment comes directly after the two bytes of the start-of-image marker.
            withExif.write(file, 0, 2);
            withExif.write(orientationSegment());
            withExif.write(file, 2, file.length - 2);
            return withExif.toByteArray();
        }

        private static BufferedImage rotateCounterclockwise(BufferedImage image) {
            var rotated = new BufferedImage(image.getHeight(), image.getWidth(), image.getType());
            var g = rotated.createGraphics();
            g.drawRenderedImage(image, new AffineTransform(0, -1, 1, 0, 0, image.getWidth()));
            g.dispose();
            return rotated;
        }

        /// An APP1 segment with a TIFF header and a directory of one entry, the orientation.
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
