package dev.halftone.benchmarks.image;

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
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.util.Random;

/// Draws the "dead leaves" model of natural images: overlapping shapes of every size, some smooth and some rough.
/// Its spectrum and edges match those of photographs (Lee, Mumford, Huang: Occlusion models for natural images,
/// 2001).
///
/// The parameters were tuned against a real photograph of six megapixels. That one needs 1.09 bits a pixel, and
/// 0.49 at quality 50; at half its size and quality 90, 1.70 and 0.61. The drawn images need about 1.1 and 0.41, and
/// 1.6 and 0.65.
final class DeadLeavesImage {
    private static final int LEAVES = 7000;
    private static final double MIN_RADIUS = 4;
    private static final double MIN_GRADIENT_RADIUS = 8;

    private final Photograph.Size size;
    private final Random random;
    private final BufferedImage colors;
    private final BufferedImage roughness;

    DeadLeavesImage(Photograph.Size size, Random random) {
        this.size = size;
        this.random = random;
        this.colors = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        this.roughness = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_GRAY);
    }

    /// Draws the scene and simulates the camera.
    BufferedImage render() {
        draw();
        return new CameraSimulation(size, random).apply(colors, roughness);
    }

    private void draw() {
        var graphics = colors.createGraphics();
        var roughnessGraphics = roughness.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, randomColor(), size.width(), size.height(), randomColor()));
        graphics.fillRect(0, 0, size.width(), size.height());
        for (var leaf = 0; leaf < LEAVES; leaf++) drawLeaf(graphics, roughnessGraphics);
        graphics.dispose();
        roughnessGraphics.dispose();
    }

    private void drawLeaf(Graphics2D graphics, Graphics2D roughnessGraphics) {
        var radius = radius();
        var x = random.nextDouble() * size.width();
        var y = random.nextDouble() * size.height();
        var leaf = AffineTransform.getRotateInstance(random.nextDouble() * Math.PI, x, y)
                .createTransformedShape(outline(x, y, radius));
        graphics.setPaint(paint(x, y, radius));
        graphics.fill(leaf);
        roughnessGraphics.setColor(randomRoughness());
        roughnessGraphics.fill(leaf);
    }

    /// Radii are distributed as 1/r³, so that a scene looks the same from any distance.
    private double radius() {
        var largest = size.height() / 2.0;
        var chance = random.nextDouble();
        return 1 / Math.sqrt(chance / (MIN_RADIUS * MIN_RADIUS) + (1 - chance) / (largest * largest));
    }

    private Shape outline(double x, double y, double radius) {
        var flat = radius * (0.4 + 0.6 * random.nextDouble());
        return random.nextInt(3) == 0
                ? new Rectangle2D.Double(x - radius, y - flat, 2 * radius, 2 * flat)
                : new Ellipse2D.Double(x - radius, y - flat, 2 * radius, 2 * flat);
    }

    private Paint paint(double x, double y, double radius) {
        var color = randomColor();
        if (radius < MIN_GRADIENT_RADIUS) return color;
        var left = (float) (x - radius);
        var top = (float) (y - radius);
        var reach = (float) (2 * radius);
        return new GradientPaint(left, top, color, left + reach, top + reach, withRandomBrightness(color));
    }

    /// Most colors are pale and of medium brightness.
    private Color randomColor() {
        var saturation = random.nextFloat();
        var brightness = (float) Math.clamp(0.55 + 0.25 * random.nextGaussian(), 0.05, 1);
        return Color.getHSBColor(random.nextFloat(), 0.7f * saturation * saturation, brightness);
    }

    private Color withRandomBrightness(Color color) {
        var light = 0.5 + random.nextDouble();
        return new Color(
                (int) Math.min(255, color.getRed() * light), (int) Math.min(255, color.getGreen() * light), (int)
                        Math.min(255, color.getBlue() * light));
    }

    /// Most shapes are smooth.
    private Color randomRoughness() {
        var rough = random.nextFloat();
        return new Color(rough * rough * rough, rough * rough * rough, rough * rough * rough);
    }

    /// Adds what a camera adds to a scene: the blur of the lens, the texture of surfaces, and the grain of the
    /// sensor.
    static final class CameraSimulation {
        private static final int BLUR_PASSES = 3;
        private static final float TEXTURE_CONTRAST = 19 / 255f;
        private static final float GRAIN = 1.2f;

        private final Photograph.Size size;
        private final Random random;

        CameraSimulation(Photograph.Size size, Random random) {
            this.size = size;
            this.random = random;
        }

        /// Applies blur, texture and grain.
        ///
        /// @param roughness a gray image: the brighter a pixel, the more texture it gets
        BufferedImage apply(BufferedImage colors, BufferedImage roughness) {
            var image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
            image.setData(colors.getData());
            var pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
            for (var pass = 0; pass < BLUR_PASSES; pass++) blur(pixels);
            addTextureAndGrain(pixels, ((DataBufferByte) roughness.getRaster().getDataBuffer()).getData());
            return image;
        }

        private void blur(int[] pixels) {
            var sharp = pixels.clone();
            for (var y = 1; y < size.height() - 1; y++) {
                for (var x = 1; x < size.width() - 1; x++) {
                    var at = y * size.width() + x;
                    pixels[at] = blurred(sharp, at, 16) | blurred(sharp, at, 8) | blurred(sharp, at, 0);
                }
            }
        }

        /// One channel of a pixel after a 3 x 3 binomial blur: weights 1 2 1 across and 1 2 1 down.
        private int blurred(int[] sharp, int at, int shift) {
            var above = row(sharp, at - size.width(), shift);
            var below = row(sharp, at + size.width(), shift);
            return ((above + 2 * row(sharp, at, shift) + below + 8) / 16) << shift;
        }

        private static int row(int[] sharp, int at, int shift) {
            return channel(sharp[at - 1], shift) + 2 * channel(sharp[at], shift) + channel(sharp[at + 1], shift);
        }

        private void addTextureAndGrain(int[] pixels, byte[] roughness) {
            var texture = new FractalNoise(size, random).values();
            var previousGrain = 0f;
            for (var at = 0; at < pixels.length; at++) {
                var grain = (float) random.nextGaussian() * GRAIN;
                var light =
                        texture[at] * (roughness[at] & 0xFF) * TEXTURE_CONTRAST + 0.6f * grain + 0.4f * previousGrain;
                pixels[at] = addClamped(pixels[at], 16, light)
                        | addClamped(pixels[at], 8, light)
                        | addClamped(pixels[at], 0, light);
                // A sensor interpolates colors from neighboring pixels, so its grain is slightly coarser than a
                // pixel.
                previousGrain = grain;
            }
        }

        private static int addClamped(int color, int shift, float light) {
            return Math.clamp(Math.round(channel(color, shift) + light), 0, 255) << shift;
        }

        private static int channel(int color, int shift) {
            return (color >> shift) & 0xFF;
        }
    }

    /// Noise of every scale, the coarser the stronger: cloth, bark, gravel from afar.
    static final class FractalNoise {
        private static final int FINEST = 1;
        private static final int COARSEST = 6;
        private static final float STRENGTH = 0.35f;

        private final Photograph.Size size;
        private final Random random;
        private final float[] values;

        FractalNoise(Photograph.Size size, Random random) {
            this.size = size;
            this.random = random;
            this.values = new float[size.pixelCount()];
        }

        /// One value for each pixel, row by row: on average about 1 away from 0.
        float[] values() {
            for (var octave = FINEST; octave <= COARSEST; octave++) addOctave(octave);
            return values;
        }

        /// Adds noise on a grid of cells that are 2^octave wide, with linear interpolation between grid points.
        private void addOctave(int octave) {
            var columns = (size.width() >> octave) + 2;
            var grid = grid(columns * ((size.height() >> octave) + 2), octave);
            var cell = 1 << octave;
            for (var y = 0; y < size.height(); y++) {
                var down = (float) (y % cell) / cell;
                for (var x = 0; x < size.width(); x++) {
                    var corner = (y >> octave) * columns + (x >> octave);
                    var across = (float) (x % cell) / cell;
                    var above = lerp(grid[corner], grid[corner + 1], across);
                    var below = lerp(grid[corner + columns], grid[corner + columns + 1], across);
                    values[y * size.width() + x] += lerp(above, below, down);
                }
            }
        }

        private float[] grid(int length, int octave) {
            var amplitude = STRENGTH * Math.pow(2, (octave - FINEST) / 2.0);
            var grid = new float[length];
            for (var i = 0; i < length; i++) grid[i] = (float) (random.nextGaussian() * amplitude);
            return grid;
        }

        private static float lerp(float from, float to, float fraction) {
            return from + (to - from) * fraction;
        }
    }
}
