package dev.halftone.bench.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.util.Random;

/// What lies between things and their picture: a lens that is not quite sharp, the things' own texture, the grain
/// of a sensor.
final class Camera {
    private static final int PASSES_OF_BLUR = 3;
    private static final float CONTRAST_OF_TEXTURE = 19 / 255f;
    private static final float GRAIN = 1.2f;

    private final Size size;
    private final Random random;

    Camera(Size size, Random random) {
        this.size = size;
        this.random = random;
    }

    /// @param roughness how much texture there is at a pixel, in grey
    BufferedImage take(BufferedImage colours, BufferedImage roughness) {
        var picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        picture.setData(colours.getData());
        var pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        for (var pass = 0; pass < PASSES_OF_BLUR; pass++) blur(pixels);
        expose(pixels, ((DataBufferByte) roughness.getRaster().getDataBuffer()).getData());
        return picture;
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

    /// 1 2 1 across, 1 2 1 down.
    private int blurred(int[] sharp, int at, int shift) {
        var above = row(sharp, at - size.width(), shift);
        var below = row(sharp, at + size.width(), shift);
        return ((above + 2 * row(sharp, at, shift) + below + 8) / 16) << shift;
    }

    private static int row(int[] sharp, int at, int shift) {
        return level(sharp[at - 1], shift) + 2 * level(sharp[at], shift) + level(sharp[at + 1], shift);
    }

    private void expose(int[] pixels, byte[] roughness) {
        var texture = new Texture(size, random).values();
        var before = 0f;
        for (var at = 0; at < pixels.length; at++) {
            var grain = (float) random.nextGaussian() * GRAIN;
            var light = texture[at] * (roughness[at] & 0xFF) * CONTRAST_OF_TEXTURE + 0.6f * grain + 0.4f * before;
            pixels[at] = lit(pixels[at], 16, light) | lit(pixels[at], 8, light) | lit(pixels[at], 0, light);
            // A sensor's colours are made of its neighbours', so that grain is not quite as fine as pixels.
            before = grain;
        }
    }

    private static int lit(int colour, int shift, float light) {
        return Math.clamp(Math.round(level(colour, shift) + light), 0, 255) << shift;
    }

    private static int level(int colour, int shift) {
        return (colour >> shift) & 0xFF;
    }
}
