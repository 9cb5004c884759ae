package dev.halftone.app.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/// Renders photos of products in soft light, on a paper background that curves from floor to wall.
///
/// @param background the color of the paper
/// @param grain the standard deviation of the camera noise, in 256ths. Without noise, the image would compress far
/// better than a real photo
record PhotoRenderer(int width, int height, Material background, double grain) {

    BufferedImage render(Product product) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = graphics(image);
        drawBackground(g);
        scaleToProduct(g);
        drawShadow(g, product.shadowHalfWidth());
        product.paint(g);
        g.dispose();
        addGrain(image);
        return image;
    }

    /// The product on a transparent background.
    BufferedImage renderTransparent(Product product) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var g = graphics(image);
        scaleToProduct(g);
        product.paint(g);
        g.dispose();
        return image;
    }

    private static Graphics2D graphics(BufferedImage image) {
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    private void drawBackground(Graphics2D g) {
        g.setPaint(new LinearGradientPaint(0, 0, 0, height, new float[] {0, .62f, .74f, 1}, new Color[] {
            background.shade(.35), background.shade(0), background.shade(-.06), background.shade(.25)
        }));
        g.fillRect(0, 0, width, height);
        g.setPaint(new RadialGradientPaint(
                width * .42f, height * .4f, Math.max(width, height) * .8f, new float[] {0, .5f, 1}, new Color[] {
                    new Color(255, 255, 255, 90), new Color(255, 255, 255, 0), new Color(0, 0, 0, 46)
                }));
        g.fillRect(0, 0, width, height);
    }

    /// Switches to the product's coordinates: a square of 1000 by 1000 in the middle of the image.
    private void scaleToProduct(Graphics2D g) {
        var scale = Math.min(width, height) / 1000.0;
        g.translate((width - 1000 * scale) / 2, (height - 1000 * scale) / 2);
        g.scale(scale, scale);
    }

    /// A wide soft shadow away from the light, and a narrow dark one where the product touches the table.
    private static void drawShadow(Graphics2D g, int halfWidth) {
        drawShadowEllipse(g, new Rectangle2D.Double(500 - halfWidth * 1.05, 770, halfWidth * 2.7, 130), 70);
        drawShadowEllipse(g, new Rectangle2D.Double(500 - halfWidth * 1.1, 812, halfWidth * 2.2, 48), 150);
    }

    private static void drawShadowEllipse(Graphics2D g, Rectangle2D box, int alpha) {
        var flat = (Graphics2D) g.create();
        flat.transform(
                new AffineTransform(box.getWidth() / 2, 0, 0, box.getHeight() / 2, box.getCenterX(), box.getCenterY()));
        flat.setPaint(new RadialGradientPaint(0, 0, 1, new float[] {0, .55f, 1}, new Color[] {
            new Color(30, 24, 20, alpha), new Color(30, 24, 20, alpha / 2), new Color(30, 24, 20, 0)
        }));
        flat.fill(new Rectangle2D.Double(-1, -1, 2, 2));
        flat.dispose();
    }

    private void addGrain(BufferedImage image) {
        var random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) image.setRGB(x, y, addNoise(image.getRGB(x, y), random));
        }
    }

    private int addNoise(int rgb, Random random) {
        var noise = (int) Math.round(random.nextGaussian() * grain);
        return clamp((rgb >> 16 & 255) + noise) << 16
                | clamp((rgb >> 8 & 255) + noise) << 8
                | clamp((rgb & 255) + noise);
    }

    private static int clamp(int value) {
        return Math.clamp(value, 0, 255);
    }

    /// A product to render. It stands on the line y = 830 of a square of 1000 by 1000, centered at x = 500.
    interface Product {
        /// Half the width of its shadow.
        int shadowHalfWidth();

        void paint(Graphics2D g);
    }
}
