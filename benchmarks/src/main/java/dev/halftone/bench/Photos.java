package dev.halftone.bench;

import dev.halftone.imaging.ImageBytes;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Pictures of about a megapixel that cost a codec what photographs cost: soft gradients, shapes with edges, and the
/// grain of a sensor. The same seed draws the same pictures.
final class Photos {
    static final int WIDTH = 1200;
    static final int HEIGHT = 840;
    private static final float QUALITY = 0.9f;
    private static final int GRAIN = 5;

    private Photos() {}

    /// That many JPEGs, baseline, 4:2:0.
    static List<ImageBytes> jpegs(int count, long seed) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(number -> jpeg(drawn(new Random(seed + number))))
                .toList();
    }

    private static BufferedImage drawn(Random random) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, colour(random), WIDTH, HEIGHT, colour(random)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (var shape = 0; shape < 60; shape++) {
            var x = random.nextInt(WIDTH);
            var y = random.nextInt(HEIGHT);
            pen.setPaint(new GradientPaint(x, y, colour(random), x + 200f, y + 200f, colour(random)));
            pen.fillOval(x - 100, y - 100, 20 + random.nextInt(250), 20 + random.nextInt(250));
        }
        pen.dispose();
        return grained(picture, random);
    }

    private static BufferedImage grained(BufferedImage picture, Random random) {
        for (var y = 0; y < HEIGHT; y++) {
            for (var x = 0; x < WIDTH; x++) {
                var grain = random.nextInt(2 * GRAIN + 1) - GRAIN;
                var colour = picture.getRGB(x, y);
                picture.setRGB(x, y, lit(colour, 16, grain) | lit(colour, 8, grain) | lit(colour, 0, grain));
            }
        }
        return picture;
    }

    private static int lit(int colour, int shift, int grain) {
        return Math.clamp(((colour >> shift) & 0xFF) + grain, 0, 255) << shift;
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private static ImageBytes jpeg(BufferedImage picture) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            var quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(picture, null, null), quality);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written but memory", e);
        } finally {
            writer.dispose();
        }
        return new ImageBytes(out.toByteArray());
    }
}
