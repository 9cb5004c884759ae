package dev.halftone.app.demo;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;

/// A running shoe from the side, its toe to the right.
record Sneaker(Material upper, Material stripe) implements PhotoRenderer.Product {
    private static final Material RUBBER = Material.of(0xf1efe9);
    private static final Material LINING = Material.of(0x3d4046);

    @Override
    public int shadowHalfWidth() {
        return 400;
    }

    @Override
    public void paint(Graphics2D g) {
        LINING.flat(
                g,
                ShapeBuilder.from(180, 440)
                        .curve(240, 470, 330, 470, 385, 420)
                        .to(400, 500)
                        .to(190, 520)
                        .closed());
        var body = body();
        upper.flat(g, body);
        upper.woven(g, body);
        cap(g, body);
        saddle(g, body);
        laces(g);
        sole(g);
    }

    private static Shape body() {
        return ShapeBuilder.from(165, 430)
                .curve(215, 480, 330, 490, 395, 405)
                .curve(470, 470, 560, 570, 680, 605)
                .curve(790, 630, 870, 650, 880, 760)
                .to(140, 765)
                .curve(130, 660, 175, 560, 165, 430)
                .closed();
    }

    private void cap(Graphics2D g, Shape body) {
        var toe = new Area(body);
        toe.intersect(new Area(ShapeBuilder.from(700, 560)
                .curve(690, 640, 720, 720, 790, 790)
                .to(950, 790)
                .to(950, 560)
                .closed()));
        stripe.flat(g, toe);
        var heel = new Area(body);
        heel.intersect(new Area(ShapeBuilder.from(100, 540)
                .curve(220, 560, 260, 660, 255, 790)
                .to(100, 790)
                .closed()));
        stripe.flat(g, heel);
        upper.seam(
                g,
                ShapeBuilder.from(705, 618).curve(700, 660, 725, 720, 780, 765).open());
        upper.seam(
                g,
                ShapeBuilder.from(160, 556).curve(222, 570, 250, 660, 246, 765).open());
    }

    /// A panel of the second color with a row of air holes.
    private void saddle(Graphics2D g, Shape body) {
        var panel = new Area(ShapeBuilder.from(395, 470)
                .curve(400, 600, 360, 700, 330, 790)
                .to(560, 790)
                .curve(560, 700, 560, 640, 520, 520)
                .closed());
        panel.intersect(new Area(body));
        stripe.flat(g, panel);
        stripe.woven(g, panel);
        for (int hole = 0; hole < 5; hole++)
            LINING.flat(g, ShapeBuilder.ellipse(400 + hole * 26, 660 + hole * 8, 7, 7));
    }

    private static void laces(Graphics2D g) {
        for (int lace = 0; lace < 5; lace++) {
            var x = 425 + lace * 50;
            var y = 448 + lace * 35;
            RUBBER.bar(
                    g,
                    ShapeBuilder.from(x - 6, y - 12)
                            .curve(x + 20, y - 4, x + 10, y + 30, x - 24, y + 52)
                            .open(),
                    13);
        }
        RUBBER.bar(
                g,
                ShapeBuilder.from(430, 452).curve(520, 400, 560, 450, 440, 470).open(),
                9);
        RUBBER.bar(
                g,
                ShapeBuilder.from(430, 452).curve(380, 360, 330, 400, 430, 470).open(),
                9);
    }

    private static void sole(Graphics2D g) {
        var sole = ShapeBuilder.from(128, 745)
                .curve(300, 775, 420, 735, 560, 750)
                .curve(700, 765, 820, 765, 895, 735)
                .curve(915, 790, 890, 828, 850, 832)
                .to(170, 836)
                .curve(120, 832, 112, 780, 128, 745)
                .closed();
        RUBBER.flat(g, sole);
        g.setColor(RUBBER.shade(-.25));
        for (int x = 160; x < 860; x += 22) g.draw(Material.line(x, 800, x + 8, 830));
        LINING.bar(g, ShapeBuilder.from(150, 838).to(860, 834).open(), 8);
    }
}
