package dev.halftone.acceptance.images;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How much two pictures differ, over black and over white.
///
/// Recompression loses details, and palettes scatter colors. So the pictures are compared in cells of about four
/// pixels a side, by their mean colors. A cell covers the same part of both pictures, whose sizes may differ. Codecs
/// and resizing blur edges, above all those of colors. So a part of the contrast around a cell is not counted.
///
/// @param mean the mean difference of all cells, in levels of the worst channel
/// @param worstBlock the largest mean difference of a block of two by two cells
record PictureDifference(double mean, double worstBlock) {
    /// Limits that a lost detail stays below, and that a wrong color, a shift, a missing part, a rotation or
    /// lost alpha exceeds.
    static final double MAX_MEAN = 2.5;

    static final double MAX_BLOCK = 18;

    private static final int CELL = 4;
    private static final double BLUR = 1 / 6.0;
    private static final int CHANNELS = 3;
    private static final int[] BACKGROUNDS = {0, 255};

    static PictureDifference between(Picture expected, Picture actual) {
        var across = Math.max(1, Math.min(expected.width(), actual.width()) / CELL);
        var down = Math.max(1, Math.min(expected.height(), actual.height()) / CELL);
        var mean = 0.0;
        var worst = 0.0;
        for (var background : BACKGROUNDS) {
            for (var channel = 0; channel < CHANNELS; channel++) {
                var here = new Cells(expected, channel, background, across, down);
                var there = new Cells(actual, channel, background, across, down);
                var differences = differences(here, there.means());
                mean = Math.max(mean, mean(differences, across, 0, 0, across, down));
                worst = Math.max(worst, worstBlock(differences, across, down));
            }
        }
        return new PictureDifference(mean, worst);
    }

    private static double[] differences(Cells expected, double[] actual) {
        var means = expected.means();
        var contrasts = expected.contrasts();
        var differences = new double[means.length];
        for (var i = 0; i < means.length; i++)
            differences[i] = Math.max(0, Math.abs(means[i] - actual[i]) - BLUR * contrasts[i]);
        return differences;
    }

    private static double worstBlock(double[] differences, int across, int down) {
        var worst = 0.0;
        for (var y = 0; y == 0 || y + 2 <= down; y++) {
            for (var x = 0; x == 0 || x + 2 <= across; x++)
                worst = Math.max(
                        worst, mean(differences, across, x, y, Math.min(x + 2, across), Math.min(y + 2, down)));
        }
        return worst;
    }

    private static double mean(double[] differences, int across, int left, int top, int right, int bottom) {
        var sum = 0.0;
        for (var y = top; y < bottom; y++) {
            for (var x = left; x < right; x++) sum += differences[y * across + x];
        }
        return sum / ((right - left) * (bottom - top));
    }

    boolean isSmall() {
        return mean <= MAX_MEAN && worstBlock <= MAX_BLOCK;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "mean difference %.1f, worst block %.1f", mean, worstBlock);
    }

    /// One channel of a picture in cells of equal size. A pixel on a border counts for each cell by its part.
    private record Cells(Picture picture, int channel, int background, int across, int down) {

        double[] means() {
            var means = new double[across * down];
            var width = (double) picture.width() / across;
            var height = (double) picture.height() / down;
            for (var y = 0; y < down; y++) {
                for (var x = 0; x < across; x++)
                    means[y * across + x] = mean(x * width, y * height, (x + 1) * width, (y + 1) * height);
            }
            return means;
        }

        private double mean(double left, double top, double right, double bottom) {
            var sum = 0.0;
            var area = 0.0;
            for (var y = (int) top; y < Math.min(Math.ceil(bottom), picture.height()); y++) {
                var share = Math.min(bottom, y + 1) - Math.max(top, y);
                for (var x = (int) left; x < Math.min(Math.ceil(right), picture.width()); x++) {
                    var part = share * (Math.min(right, x + 1) - Math.max(left, x));
                    sum += part * picture.sample(x, y, channel, background);
                    area += part;
                }
            }
            return sum / area;
        }

        /// The range of the samples in each cell and the cells beside it.
        double[] contrasts() {
            var highest = new double[across * down];
            var lowest = new double[across * down];
            Arrays.fill(lowest, 255);
            for (var y = 0; y < picture.height(); y++) {
                for (var x = 0; x < picture.width(); x++) {
                    var cell = y * down / picture.height() * across + x * across / picture.width();
                    var sample = picture.sample(x, y, channel, background);
                    highest[cell] = Math.max(highest[cell], sample);
                    lowest[cell] = Math.min(lowest[cell], sample);
                }
            }
            var contrasts = new double[across * down];
            for (var i = 0; i < contrasts.length; i++)
                contrasts[i] = around(highest, i).max().orElseThrow()
                        - around(lowest, i).min().orElseThrow();
            return contrasts;
        }

        private DoubleStream around(double[] cells, int cell) {
            var x = cell % across;
            var y = cell / across;
            return IntStream.range(Math.max(0, y - 1), Math.min(down, y + 2))
                    .flatMap(row -> IntStream.range(Math.max(0, x - 1), Math.min(across, x + 2))
                            .map(column -> row * across + column))
                    .mapToDouble(i -> cells[i]);
        }
    }
}
