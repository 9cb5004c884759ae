package dev.halftone.app.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Small real JPEGs, each of its own colour.
final class Pictures {
    static final int WIDTH = 48;
    static final int HEIGHT = 32;
    private static final int AFTER_THE_FIRST_MARKER = 2;

    private Pictures() {}

    static byte[] jpeg(int number) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(new Color(number * 7919 & 0xFFFFFF));
        pen.fillRect(0, 0, 30, 20);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// The same with a comment (ITU-T T.81 §B.2.4.5) in which it asks for something.
    static byte[] jpeg(int number, FragileMain.Wish wish) {
        var jpeg = jpeg(number);
        var words = wish.words().getBytes(ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, AFTER_THE_FIRST_MARKER);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (words.length + 2)});
        out.writeBytes(words);
        out.write(jpeg, AFTER_THE_FIRST_MARKER, jpeg.length - AFTER_THE_FIRST_MARKER);
        return out.toByteArray();
    }

    /// Whether these bytes are one of them, to the last row.
    static boolean isWhole(byte[] bytes) {
        try {
            return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)))
                    .filter(picture -> picture.getWidth() == WIDTH && picture.getHeight() == HEIGHT)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
