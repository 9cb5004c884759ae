package dev.halftone.app.demo;

import static dev.halftone.app.demo.ShapeBuilder.ellipse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;

/// A desk lamp.
///
/// @param glow its brightness, from 0 to 1
record Lamp(Material paint, double glow) implements PhotoRenderer.Product {
    private static final Material BRASS = Material.of(0xb98d4a);
    private static final Color LIGHT = new Color(0xffe2a0);

    @Override
    public int shadowHalfWidth() {
        return 210;
    }

    @Override
    public void paint(Graphics2D g) {
        paint.round(
                g,
                ShapeBuilder.from(330, 815)
                        .curve(330, 780, 670, 780, 670, 815)
                        .to(670, 828)
                        .curve(670, 850, 330, 850, 330, 828)
                        .closed());
        paint.flat(g, ellipse(500, 808, 170, 24));
        BRASS.bar(
                g,
                ShapeBuilder.from(500, 808)
                        .curve(490, 640, 360, 620, 372, 420)
                        .curve(380, 270, 500, 215, 590, 270)
                        .open(),
                20);
        BRASS.round(g, ellipse(500, 804, 26, 9));
        drawLight(g);
        drawShade(g);
    }

    private void drawLight(Graphics2D g) {
        if (glow == 0) return;
        g.setPaint(new RadialGradientPaint(640, 430, 430, new float[] {0, .35f, 1}, new Color[] {
            Material.withAlpha(LIGHT, (int) (220 * glow)),
            Material.withAlpha(LIGHT, (int) (90 * glow)),
            Material.withAlpha(LIGHT, 0)
        }));
        g.fill(ellipse(640, 430, 430, 430));
    }

    private void drawShade(Graphics2D g) {
        g.rotate(-.22, 620, 300);
        new Material(glow > 0 ? LIGHT : paint.shade(-.5)).flat(g, ellipse(620, 415, 165, 42));
        g.setColor(Material.withAlpha(Color.WHITE, (int) (255 * glow)));
        g.fill(ellipse(620, 425, 60, 22));
        paint.round(
                g,
                ShapeBuilder.from(555, 262)
                        .curve(575, 235, 665, 235, 685, 262)
                        .curve(720, 310, 770, 360, 785, 415)
                        .curve(740, 372, 500, 372, 455, 415)
                        .curve(470, 360, 520, 310, 555, 262)
                        .closed());
        BRASS.round(g, ShapeBuilder.box(594, 222, 52, 26, 14));
        g.rotate(.22, 620, 300);
    }
}
