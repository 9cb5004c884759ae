package dev.halftone.bench.picture;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/// Things that hide each other, of every size, some smooth and some rough: the "dead leaves" model of natural
/// images, whose spectrum and edges are those of photographs (Lee, Mumford, Huang: Occlusion models for natural
/// images, 2001).
///
/// Its numbers were chosen beside a real photograph of six megapixels (of which 1.09 bits a pixel, at quality 50
/// 0.49; at half its size and quality 90, 1.70 and 0.61): these come to about 1.1 and 0.41, and 1.6 and 0.65.
final class Scene {
    private static final int LEAVES = 7000;
    private static final double SMALLEST = 4;
    private static final double SMALL_ENOUGH_TO_BE_PLAIN = 8;

    private final Size size;
    private final Random random;
    private final BufferedImage colours;
    private final BufferedImage roughness;

    Scene(Size size, Random random) {
        this.size = size;
        this.random = random;
        this.colours = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        this.roughness = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_GRAY);
    }

    /// The scene through a lens, on a sensor.
    BufferedImage photographed() {
        draw();
        return new Camera(size, random).take(colours, roughness);
    }

    private void draw() {
        var pen = colours.createGraphics();
        var roughPen = roughness.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, colour(), size.width(), size.height(), colour()));
        pen.fillRect(0, 0, size.width(), size.height());
        for (var leaf = 0; leaf < LEAVES; leaf++) drawLeaf(pen, roughPen);
        pen.dispose();
        roughPen.dispose();
    }

    private void drawLeaf(Graphics2D pen, Graphics2D roughPen) {
        var radius = radius();
        var x = random.nextDouble() * size.width();
        var y = random.nextDouble() * size.height();
        var leaf = AffineTransform.getRotateInstance(random.nextDouble() * Math.PI, x, y)
                .createTransformedShape(outline(x, y, radius));
        pen.setPaint(paint(x, y, radius));
        pen.fill(leaf);
        roughPen.setColor(rough());
        roughPen.fill(leaf);
    }

    /// Leaves of radius r are as frequent as 1/r³: a scene looks the same from any distance.
    private double radius() {
        var largest = size.height() / 2.0;
        var chance = random.nextDouble();
        return 1 / Math.sqrt(chance / (SMALLEST * SMALLEST) + (1 - chance) / (largest * largest));
    }

    private Shape outline(double x, double y, double radius) {
        var flat = radius * (0.4 + 0.6 * random.nextDouble());
        return random.nextInt(3) == 0
                ? new Rectangle2D.Double(x - radius, y - flat, 2 * radius, 2 * flat)
                : new Ellipse2D.Double(x - radius, y - flat, 2 * radius, 2 * flat);
    }

    private Paint paint(double x, double y, double radius) {
        var colour = colour();
        if (radius < SMALL_ENOUGH_TO_BE_PLAIN) return colour;
        var left = (float) (x - radius);
        var top = (float) (y - radius);
        var reach = (float) (2 * radius);
        return new GradientPaint(left, top, colour, left + reach, top + reach, inOtherLight(colour));
    }

    /// Most things are pale, and of middling brightness.
    private Color colour() {
        var saturation = random.nextFloat();
        var brightness = (float) Math.clamp(0.55 + 0.25 * random.nextGaussian(), 0.05, 1);
        return Color.getHSBColor(random.nextFloat(), 0.7f * saturation * saturation, brightness);
    }

    private Color inOtherLight(Color colour) {
        var light = 0.5 + random.nextDouble();
        return new Color(
                (int) Math.min(255, colour.getRed() * light), (int) Math.min(255, colour.getGreen() * light), (int)
                        Math.min(255, colour.getBlue() * light));
    }

    /// Most things are smooth.
    private Color rough() {
        var rough = random.nextFloat();
        return new Color(rough * rough * rough, rough * rough * rough, rough * rough * rough);
    }
}
