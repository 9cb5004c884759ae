package dev.halftone.app.fault;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/// A small JPEG full of detail, so that a piece of it that is missing is missed.
final class Picture {
    static final byte[] BYTES = jpeg();

    /// The same, as text of one character a byte.
    static final String TEXT = new String(BYTES, StandardCharsets.ISO_8859_1);

    private Picture() {}

    private static byte[] jpeg() {
        var random = new Random(1);
        var picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        for (int i = 0; i < 400; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillRect(random.nextInt(96), random.nextInt(64), 12, 9);
        }
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
