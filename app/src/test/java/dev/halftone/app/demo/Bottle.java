package dev.halftone.app.demo;

import static dev.halftone.app.demo.ShapeBuilder.ellipse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;

/// A steel drinking bottle with a painted body.
record Bottle(Material paint) implements PhotoRenderer.Product {
    private static final Material STEEL = Material.of(0xb4b8bc);
    private static final Material LID = Material.of(0x2b2d30);

    @Override
    public int shadowHalfWidth() {
        return 190;
    }

    @Override
    public void paint(Graphics2D g) {
        LID.bar(g, ShapeBuilder.from(462, 150).curve(450, 70, 550, 70, 538, 150).open(), 20);
        LID.round(g, ShapeBuilder.box(436, 140, 128, 86, 22));
        for (int groove = 0; groove < 12; groove++) {
            g.setColor(Material.withAlpha(Color.BLACK, 90));
            g.draw(Material.line(444 + groove * 10, 156, 444 + groove * 10, 214));
        }
        STEEL.round(g, ShapeBuilder.box(446, 224, 108, 26, 8));
        paint.round(g, body());
        STEEL.round(
                g,
                ShapeBuilder.from(372, 792)
                        .to(628, 792)
                        .curve(626, 836, 610, 842, 590, 842)
                        .to(410, 842)
                        .curve(390, 842, 374, 836, 372, 792)
                        .closed());
        emblem(g);
        gloss(g);
    }

    private static Shape body() {
        return ShapeBuilder.from(500, 246)
                .to(446, 246)
                .curve(444, 310, 372, 320, 370, 410)
                .to(370, 794)
                .to(500, 794)
                .mirrored();
    }

    /// A mountain and a sun.
    private void emblem(Graphics2D g) {
        g.setColor(Material.withAlpha(paint.shade(.8), 220));
        g.fill(ShapeBuilder.from(428, 600)
                .to(482, 500)
                .to(512, 548)
                .to(534, 518)
                .to(578, 600)
                .closed());
        g.fill(ellipse(548, 480, 17, 17));
    }

    private static void gloss(Graphics2D g) {
        g.setPaint(new RadialGradientPaint(430, 480, 300, new float[] {0, 1}, new Color[] {
            Material.withAlpha(Color.WHITE, 110), Material.withAlpha(Color.WHITE, 0)
        }));
        g.fill(ShapeBuilder.box(420, 350, 26, 420, 26));
    }
}
