package dev.halftone.app.demo.picture;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What a phone held upright makes: a picture lying on its side, and a note in the file that says so.
final class HeldUpright {
    /// Exif 2.32 §4.6.4 tag 0x0112: to be shown turned clockwise by a quarter.
    private static final int TURN_CLOCKWISE = 6;

    private HeldUpright() {}

    static byte[] jpeg(BufferedImage picture) throws IOException {
        var file = PictureFormat.jpeg(lyingOnItsSide(picture));
        var noted = new ByteArrayOutputStream();
        // The note comes first, right behind the two bytes of the start marker.
        noted.write(file, 0, 2);
        noted.write(orientation());
        noted.write(file, 2, file.length - 2);
        return noted.toByteArray();
    }

    private static BufferedImage lyingOnItsSide(BufferedImage picture) {
        var turned = new BufferedImage(picture.getHeight(), picture.getWidth(), picture.getType());
        var g = turned.createGraphics();
        g.drawRenderedImage(picture, new AffineTransform(0, -1, 1, 0, 0, picture.getWidth()));
        g.dispose();
        return turned;
    }

    /// An APP1 segment that holds a TIFF header and a directory of this one entry.
    private static byte[] orientation() throws IOException {
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
        out.writeShort(TURN_CLOCKWISE);
        out.writeShort(0);
        out.writeInt(0);
        return segment.toByteArray();
    }
}
