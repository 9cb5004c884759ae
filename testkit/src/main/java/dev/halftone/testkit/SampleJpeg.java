package dev.halftone.testkit;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// A small valid JPEG for tests that need an image but do not care which one. It is full of detail, so a missing part
/// changes the decoded image, and recompressing it makes it smaller.
///
/// The arguments determine the bytes: the same size and seed give the same file.
public final class SampleJpeg {
    public static final String CONTENT_TYPE = "image/jpeg";
    public static final int WIDTH = 64;
    public static final int HEIGHT = 48;

    private static final int RECTANGLES = 200;

    private SampleJpeg() {}

    /// An image of [#WIDTH] by [#HEIGHT] pixels.
    public static byte[] bytes() {
        return bytes(WIDTH, HEIGHT, 1);
    }

    /// An image of the default size. Different seeds give different images.
    public static byte[] bytes(long seed) {
        return bytes(WIDTH, HEIGHT, seed);
    }

    /// An image of the given size in pixels. Different seeds give different images.
    public static byte[] bytes(int width, int height, long seed) {
        var random = new Random(seed);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        for (var i = 0; i < RECTANGLES; i++) {
            g.setColor(new Color(random.nextInt(0x1000000)));
            g.fillRect(random.nextInt(width), random.nextInt(height), 1 + width / 8, 1 + height / 8);
        }
        g.dispose();
        return encode(image);
    }

    /// A 200 response with [#bytes()].
    public static MockResponse response() {
        return MockResponse.image(CONTENT_TYPE, bytes());
    }

    private static byte[] encode(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
