package dev.halftone.app.demo;

import java.awt.Graphics2D;

/// A wooden chair with an upholstered seat.
record Chair(Material wood, Material cloth) implements PhotoRenderer.Product {
    @Override
    public int shadowHalfWidth() {
        return 290;
    }

    @Override
    public void paint(Graphics2D g) {
        var shaded = new Material(wood.shade(-.35));
        shaded.wooden(
                g,
                ShapeBuilder.from(352, 560)
                        .to(392, 560)
                        .to(380, 770)
                        .to(356, 770)
                        .closed());
        shaded.wooden(
                g,
                ShapeBuilder.from(608, 560)
                        .to(648, 560)
                        .to(644, 770)
                        .to(620, 770)
                        .closed());
        shaded.wooden(g, ShapeBuilder.box(372, 668, 256, 22, 6));
        back(g);
        seat(g);
        wood.wooden(
                g,
                ShapeBuilder.from(262, 600)
                        .to(312, 600)
                        .to(288, 842)
                        .to(258, 842)
                        .closed());
        wood.wooden(
                g,
                ShapeBuilder.from(688, 600)
                        .to(738, 600)
                        .to(742, 842)
                        .to(712, 842)
                        .closed());
        wood.wooden(g, ShapeBuilder.box(258, 594, 484, 40, 14));
    }

    private void back(Graphics2D g) {
        for (int slat = 0; slat < 5; slat++) wood.wooden(g, ShapeBuilder.box(392 + slat * 48, 200, 24, 310, 8));
        wood.wooden(
                g,
                ShapeBuilder.from(330, 150)
                        .to(366, 150)
                        .to(380, 540)
                        .to(342, 540)
                        .closed());
        wood.wooden(
                g,
                ShapeBuilder.from(634, 150)
                        .to(670, 150)
                        .to(658, 540)
                        .to(620, 540)
                        .closed());
        wood.wooden(
                g,
                ShapeBuilder.from(318, 132)
                        .curve(420, 108, 580, 108, 682, 132)
                        .to(678, 214)
                        .curve(580, 192, 420, 192, 322, 214)
                        .closed());
        wood.wooden(g, ShapeBuilder.box(352, 470, 296, 26, 6));
    }

    private void seat(Graphics2D g) {
        var seat = ShapeBuilder.from(330, 520)
                .curve(420, 504, 580, 504, 670, 520)
                .curve(700, 540, 740, 580, 744, 602)
                .curve(640, 622, 360, 622, 256, 602)
                .curve(260, 580, 300, 540, 330, 520)
                .closed();
        cloth.flat(g, seat);
        cloth.woven(g, seat);
    }
}
