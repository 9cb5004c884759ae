package dev.halftone.app.demo;

import java.awt.Graphics2D;
import java.awt.Shape;

/// A canvas backpack with leather straps.
record Backpack(Material canvas) implements PhotoRenderer.Product {
    private static final Material LEATHER = Material.of(0x8a5a34);
    private static final Material BRASS = Material.of(0xc7a257);

    @Override
    public int shadowHalfWidth() {
        return 290;
    }

    @Override
    public void paint(Graphics2D g) {
        LEATHER.bar(
                g, ShapeBuilder.from(430, 170).curve(430, 80, 570, 80, 570, 170).open(), 26);
        LEATHER.bar(
                g,
                ShapeBuilder.from(262, 330).curve(190, 480, 190, 640, 250, 770).open(),
                30);
        LEATHER.bar(
                g,
                ShapeBuilder.from(738, 330).curve(810, 480, 810, 640, 750, 770).open(),
                30);
        cloth(
                g,
                ShapeBuilder.from(500, 140)
                        .curve(330, 140, 262, 200, 256, 330)
                        .curve(244, 520, 236, 660, 250, 790)
                        .curve(256, 836, 330, 840, 500, 840)
                        .mirrored());
        cloth(g, ShapeBuilder.box(318, 560, 364, 240, 50));
        canvas.seam(g, ShapeBuilder.box(332, 574, 336, 212, 40));
        flap(g);
        buckle(g, 400);
        buckle(g, 600);
    }

    private void cloth(Graphics2D g, Shape shape) {
        canvas.round(g, shape);
        canvas.woven(g, shape);
    }

    private void flap(Graphics2D g) {
        var flap = ShapeBuilder.from(500, 132)
                .curve(340, 132, 258, 190, 250, 330)
                .curve(246, 420, 300, 520, 420, 530)
                .to(500, 532)
                .mirrored();
        g.setColor(Material.withAlpha(canvas.shade(-.85), 110));
        g.translate(0, 10);
        g.fill(flap);
        g.translate(0, -10);
        var brighter = new Material(canvas.shade(.08));
        brighter.round(g, flap);
        brighter.woven(g, flap);
        brighter.seam(
                g,
                ShapeBuilder.from(266, 350)
                        .curve(264, 430, 310, 505, 420, 514)
                        .to(580, 514)
                        .curve(690, 505, 736, 430, 734, 350)
                        .open());
    }

    private static void buckle(Graphics2D g, int x) {
        LEATHER.flat(g, ShapeBuilder.box(x - 20, 440, 40, 230, 16));
        LEATHER.seam(g, ShapeBuilder.box(x - 13, 448, 26, 214, 10));
        BRASS.flat(g, ShapeBuilder.box(x - 30, 590, 60, 46, 10));
        LEATHER.flat(g, ShapeBuilder.box(x - 18, 600, 36, 26, 4));
        BRASS.round(g, ShapeBuilder.box(x - 4, 596, 8, 34, 4));
    }
}
