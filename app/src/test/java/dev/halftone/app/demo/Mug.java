package dev.halftone.app.demo;

import static dev.halftone.app.demo.ShapeBuilder.ellipse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;

/// A stoneware mug of coffee with an unglazed foot.
record Mug(Material glaze) implements PhotoRenderer.Product {
    private static final Material CLAY = Material.of(0xc9a27c);
    private static final Material COFFEE = Material.of(0x3a2216);

    @Override
    public int shadowHalfWidth() {
        return 260;
    }

    @Override
    public void paint(Graphics2D g) {
        glaze.bar(
                g,
                ShapeBuilder.from(660, 430).curve(850, 400, 850, 690, 655, 660).open(),
                50);
        var body = ShapeBuilder.from(500, 340)
                .to(310, 340)
                .curve(306, 520, 316, 660, 350, 790)
                .curve(380, 838, 460, 836, 500, 836)
                .mirrored();
        glaze.round(g, body);
        glaze.speckled(g, body);
        CLAY.round(g, foot(body));
        rim(g);
    }

    private static Shape foot(Shape body) {
        var foot = new Area(body);
        foot.subtract(new Area(ShapeBuilder.from(0, 0)
                .to(1000, 0)
                .to(1000, 700)
                .curve(640, 770, 380, 690, 0, 745)
                .closed()));
        return foot;
    }

    private void rim(Graphics2D g) {
        glaze.flat(g, ellipse(500, 340, 190, 52));
        new Material(glaze.shade(-.35)).round(g, ellipse(500, 344, 174, 42));
        COFFEE.flat(g, ellipse(500, 356, 158, 30));
        g.setColor(Material.withAlpha(Color.WHITE, 40));
        g.fill(ellipse(440, 350, 60, 9));
    }
}
