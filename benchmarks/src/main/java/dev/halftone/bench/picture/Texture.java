package dev.halftone.bench.picture;

import java.util.Random;

/// Noise of every scale, the coarser the stronger: cloth, bark, gravel from afar.
final class Texture {
    private static final int FINEST = 1;
    private static final int COARSEST = 6;
    private static final float STRENGTH = 0.35f;

    private final Size size;
    private final Random random;
    private final float[] values;

    Texture(Size size, Random random) {
        this.size = size;
        this.random = random;
        this.values = new float[size.pixels()];
    }

    /// A value for each pixel, row by row, about 1 from 0 on average.
    float[] values() {
        for (var octave = FINEST; octave <= COARSEST; octave++) add(octave);
        return values;
    }

    /// Noise on a grid of cells 2^octave wide, straight lines between.
    private void add(int octave) {
        var columns = (size.width() >> octave) + 2;
        var grid = grid(columns * ((size.height() >> octave) + 2), octave);
        var cell = 1 << octave;
        for (var y = 0; y < size.height(); y++) {
            var down = (float) (y % cell) / cell;
            for (var x = 0; x < size.width(); x++) {
                var corner = (y >> octave) * columns + (x >> octave);
                var across = (float) (x % cell) / cell;
                var above = between(grid[corner], grid[corner + 1], across);
                var below = between(grid[corner + columns], grid[corner + columns + 1], across);
                values[y * size.width() + x] += between(above, below, down);
            }
        }
    }

    private float[] grid(int length, int octave) {
        var amplitude = STRENGTH * Math.pow(2, (octave - FINEST) / 2.0);
        var grid = new float[length];
        for (var i = 0; i < length; i++) grid[i] = (float) (random.nextGaussian() * amplitude);
        return grid;
    }

    private static float between(float from, float to, float share) {
        return from + (to - from) * share;
    }
}
