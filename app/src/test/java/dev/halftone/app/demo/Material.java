package dev.halftone.app.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Random;
import java.util.function.BiConsumer;

/// Paints surfaces of one color, lit from the top left.
record Material(Color color) {
    static Material of(int rgb) {
        return new Material(new Color(rgb));
    }

    /// The color made brighter (up to 1) or darker (down to -1).
    Color shade(double light) {
        var target = light < 0 ? 0 : 255;
        var fraction = Math.abs(light);
        return new Color(
                mix(color.getRed(), target, fraction),
                mix(color.getGreen(), target, fraction),
                mix(color.getBlue(), target, fraction));
    }

    private static int mix(int from, int to, double fraction) {
        return (int) Math.round(from + (to - from) * fraction);
    }

    /// Paints a surface that is round about a vertical axis, like a bottle.
    void round(Graphics2D g, Shape shape) {
        var box = shape.getBounds2D();
        fill(
                g,
                shape,
                new LinearGradientPaint(
                        (float) box.getMinX(),
                        0,
                        (float) box.getMaxX(),
                        0,
                        new float[] {0, .12f, .3f, .42f, .75f, .93f, 1},
                        new Color[] {
                            shade(-.45), shade(-.15), shade(.32), shade(.12), shade(-.22), shade(-.5), shade(-.38)
                        }));
    }

    /// Paints a flat or slightly curved surface, brighter at the top.
    void flat(Graphics2D g, Shape shape) {
        var box = shape.getBounds2D();
        fill(
                g,
                shape,
                new LinearGradientPaint(
                        (float) box.getMinX(),
                        (float) box.getMinY(),
                        (float) box.getCenterX(),
                        (float) box.getMaxY() + 1,
                        new float[] {0, .5f, 1},
                        new Color[] {shade(.22), shade(0), shade(-.28)}));
    }

    /// Like [#flat], with a wood grain.
    void wooden(Graphics2D g, Shape shape) {
        flat(g, shape);
        paintClipped(g, shape, (wood, random) -> {
            var box = shape.getBounds2D();
            var alongX = box.getWidth() > box.getHeight();
            wood.setStroke(new BasicStroke(1.3f));
            for (double at = 0; at < Math.min(box.getWidth(), box.getHeight()); at += 2 + random.nextDouble() * 5) {
                wood.setColor(withAlpha(shade(-.6), 20 + random.nextInt(45)));
                wood.draw(
                        alongX
                                ? grainX(box.getMinX(), box.getMaxX(), box.getMinY() + at, random)
                                : grainY(box.getMinX() + at, box.getMinY(), box.getMaxY(), random));
            }
        });
    }

    private static Shape grainX(double from, double to, double y, Random random) {
        var line = new Path2D.Double();
        line.moveTo(from, y);
        line.curveTo(from + (to - from) / 3, y + wobble(random), from + (to - from) * 2 / 3, y + wobble(random), to, y);
        return line;
    }

    private static Shape grainY(double x, double from, double to, Random random) {
        var line = new Path2D.Double();
        line.moveTo(x, from);
        line.curveTo(x + wobble(random), from + (to - from) / 3, x + wobble(random), from + (to - from) * 2 / 3, x, to);
        return line;
    }

    private static double wobble(Random random) {
        return random.nextGaussian() * 4;
    }

    /// Adds the threads of a coarse cloth to a painted surface.
    void woven(Graphics2D g, Shape shape) {
        paintClipped(g, shape, (cloth, random) -> {
            var box = shape.getBounds2D();
            for (double y = box.getMinY(); y < box.getMaxY(); y += 4) {
                for (double x = box.getMinX(); x < box.getMaxX(); x += 4) {
                    cloth.setColor(withAlpha(random.nextBoolean() ? shade(-.7) : shade(.7), random.nextInt(38)));
                    cloth.fill(
                            ((int) (x + y) / 4) % 2 == 0
                                    ? new Ellipse2D.Double(x, y, 5, 2.4)
                                    : new Ellipse2D.Double(x, y, 2.4, 5));
                }
            }
        });
    }

    /// Adds dark specks to a painted surface, as in stoneware.
    void speckled(Graphics2D g, Shape shape) {
        paintClipped(g, shape, (glaze, random) -> {
            var box = shape.getBounds2D();
            for (int i = 0; i < box.getWidth() * box.getHeight() / 180; i++) {
                var size = 1 + Math.abs(random.nextGaussian()) * 1.6;
                glaze.setColor(withAlpha(shade(-.75), 60 + random.nextInt(120)));
                glaze.fill(new Ellipse2D.Double(
                        box.getMinX() + random.nextDouble() * box.getWidth(),
                        box.getMinY() + random.nextDouble() * box.getHeight(),
                        size,
                        size * 1.2));
            }
        });
    }

    /// Draws a stitched seam along a line.
    void seam(Graphics2D g, Shape line) {
        g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {9, 8}, 0));
        g.setColor(shade(.55));
        g.draw(line);
    }

    /// Draws a round bar or cable along a line.
    void bar(Graphics2D g, Shape line, float width) {
        for (float part = 1; part > 0; part -= .05f) {
            g.setStroke(new BasicStroke(width * part, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.setColor(shade(-.5 + .85 * (1 - part)));
            g.draw(line);
            g.translate(-width * .008, -width * .008);
        }
        g.translate(width * .16, width * .16);
    }

    static Line2D line(double x1, double y1, double x2, double y2) {
        return new Line2D.Double(x1, y1, x2, y2);
    }

    static Color withAlpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static void fill(Graphics2D g, Shape shape, Paint paint) {
        g.setPaint(paint);
        g.fill(shape);
    }

    /// The shape seeds the random numbers, so each run draws the same image.
    private static void paintClipped(Graphics2D g, Shape shape, BiConsumer<Graphics2D, Random> painter) {
        var clipped = (Graphics2D) g.create();
        clipped.clip(shape);
        painter.accept(clipped, new Random(shape.getBounds().hashCode()));
        clipped.dispose();
    }
}
