package dev.halftone.app.demo;

import static dev.halftone.app.demo.ShapeBuilder.ellipse;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.Random;

/// A vase with dry twigs.
record Vase(Material glaze, Material leaf) implements PhotoRenderer.Product {
    private static final Material TWIG = Material.of(0x6b4a2f);

    @Override
    public int shadowHalfWidth() {
        return 220;
    }

    @Override
    public void paint(Graphics2D g) {
        var random = new Random(7);
        for (int lean = -3; lean <= 3; lean++) twig(g, lean, random);
        var body = ShapeBuilder.from(500, 470)
                .to(445, 470)
                .curve(450, 540, 330, 590, 335, 690)
                .curve(338, 780, 400, 834, 440, 836)
                .to(500, 838)
                .mirrored();
        glaze.round(g, body);
        glaze.speckled(g, body);
        glaze.flat(g, ellipse(500, 470, 55, 15));
        new Material(glaze.shade(-.7)).flat(g, ellipse(500, 472, 44, 10));
    }

    private void twig(Graphics2D g, int lean, Random random) {
        var tipX = 500 + lean * 75 + random.nextInt(30);
        var tipY = 130 + Math.abs(lean) * 35 + random.nextInt(50);
        g.setStroke(new BasicStroke(5));
        g.setColor(TWIG.shade(-.2));
        g.draw(ShapeBuilder.from(500 + lean * 9, 480)
                .curve(500 + lean * 10, 380, tipX - lean * 22, 280, tipX, tipY)
                .open());
        for (double part = .3; part < 1; part += .07) {
            var x = 500 + lean * 9 + (tipX - 500 - lean * 9) * part * part;
            leafAt(g, AffineTransform.getTranslateInstance(x, 480 + (tipY - 480) * part), random);
        }
    }

    private void leafAt(Graphics2D g, AffineTransform place, Random random) {
        for (var side : new int[] {-1, 1}) {
            var turned = new AffineTransform(place);
            turned.rotate(side * (.5 + random.nextDouble() * .6));
            var blade = ShapeBuilder.from(0, 0)
                    .curve(-15, -14, -13, -46, 0, -62)
                    .curve(13, -46, 15, -14, 0, 0)
                    .closed();
            new Material(leaf.shade(random.nextDouble() * .5 - .25)).flat(g, turned.createTransformedShape(blade));
        }
    }
}
