package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import java.awt.image.Raster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Chrominance is subsampled below quality 90, as in libvips.
class ChromaSubsamplingTest {
    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @EnumSource(
            names = {
                "BASELINE_444",
                "BASELINE_444_IN_LARGE_MCUS",
                "BASELINE_422",
                "BASELINE_440",
                "RESTARTS_444",
                "PROGRESSIVE_444"
            })
    void convertsFinerChrominanceTo420(SampleJpegs source) {
        var done = done(source.bytes(), 89);

        assertThat(factors(done)).isEqualTo("2x2 1x1 1x1");
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE_444", "BASELINE_422", "PROGRESSIVE_444"})
    void keepsChrominanceAtHighQuality(SampleJpegs source) {
        var done = done(source.bytes(), 90);

        assertThat(factors(done))
                .isEqualTo(factors(DecodedJpeg.of(source.bytes()).frame()));
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_411", "BASELINE_OF_UNEVEN_CHROMINANCE", "BASELINE_GRAY"})
    void keepsOtherSamplings(SampleJpegs source) {
        var done = done(source.bytes(), 50);

        assertThat(factors(done))
                .isEqualTo(factors(DecodedJpeg.of(source.bytes()).frame()));
    }

    /// By definition: the lower frequencies of a block make half its samples, and with those of its neighbors
    /// the new block.
    @ParameterizedTest
    @EnumSource(
            names = {"BASELINE_444", "BASELINE_444_OF_SOFT_COLORS", "BASELINE_422", "BASELINE_440", "PROGRESSIVE_444"})
    void mergesLowFrequenciesOfSourceBlocks(SampleJpegs source) {
        var before = DecodedJpeg.of(source.bytes());

        var after = DecodedJpeg.of(done(source.bytes(), 75).bytes());

        var chromaSubsampling = ChromaSubsampling.choose(before.frame(), 75);
        for (var component = 1; component < 3; component++) {
            var plane = after.planes().get(component);
            // The last blocks may be made of fewer.
            for (var row = 0; row < plane.rows() - 1; row++) {
                for (var column = 0; column < plane.columns() - 1; column++)
                    requireHalved(before, after, component, row, column, chromaSubsampling);
            }
        }
    }

    private static void requireHalved(
            DecodedJpeg before,
            DecodedJpeg after,
            int component,
            int row,
            int column,
            ChromaSubsampling chromaSubsampling) {
        var samples = new double[8][8];
        for (var y = 0; y < 8; y++) {
            for (var x = 0; x < 8; x++)
                samples[y][x] = lowSample(before, component, row, column, y, x, chromaSubsampling);
        }
        for (var k = 0; k < CoefficientBlocks.SIZE; k++) {
            var sum = 0.0;
            for (var y = 0; y < 8; y++) {
                for (var x = 0; x < 8; x++)
                    sum += samples[y][x]
                            * DecodedJpeg.basis(CoefficientBlocks.Zigzag.row(k), y)
                            * DecodedJpeg.basis(CoefficientBlocks.Zigzag.column(k), x);
            }
            var exact = sum / after.steps().get(component).step(k);
            assertThat((double) after.coefficient(component, row, column, k)).isBetween(exact - 0.501, exact + 0.501);
        }
    }

    private static double lowSample(
            DecodedJpeg before, int component, int row, int column, int y, int x, ChromaSubsampling chromaSubsampling) {
        var top = chromaSubsampling.vertical() ? 2 * row + y / 4 : row;
        var left = chromaSubsampling.horizontal() ? 2 * column + x / 4 : column;
        var sum = 0.0;
        for (var k = 0; k < CoefficientBlocks.SIZE; k++) {
            sum += before.dequantized(component, top, left, k)
                    * weight(CoefficientBlocks.Zigzag.row(k), y, chromaSubsampling.vertical())
                    * weight(CoefficientBlocks.Zigzag.column(k), x, chromaSubsampling.horizontal());
        }
        return sum;
    }

    // Four samples instead of eight, with a DCT of that length.
    private static double weight(int frequency, int place, boolean halved) {
        if (!halved) return DecodedJpeg.basis(frequency, place);
        if (frequency >= 4) return 0;
        return Math.cos((2 * (place % 4) + 1) * frequency * Math.PI / 8) / 2 * (frequency == 0 ? Math.sqrt(0.5) : 1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BASELINE_444", "BASELINE_444_OF_SOFT_COLORS", "BASELINE_422", "BASELINE_440", "PROGRESSIVE_444"})
    void isAsCloseToTheSourceAsLibvips(SampleJpegs source) {
        var samples = ImageIoJpegEncoder.samples(source.bytes());

        var ours = ImageIoJpegEncoder.samples(done(source.bytes(), 75).bytes());

        var theirs = ImageIoJpegEncoder.samples(VipsJpegEncoder.recoded(source.bytes(), "Q=75"));
        for (var band = 0; band < 3; band++)
            assertThat(noise(samples, ours, band)).isLessThan(1.05 * noise(samples, theirs, band));
    }

    private static double noise(Raster source, Raster other, int band) {
        var sum = 0.0;
        for (var y = 0; y < source.getHeight(); y++) {
            for (var x = 0; x < source.getWidth(); x++) {
                var difference = source.getSample(x, y, band) - other.getSample(x, y, band);
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    private static String factors(Done done) {
        return factors(DecodedJpeg.of(done.bytes()).frame());
    }

    private static String factors(Frame frame) {
        return String.join(
                " ",
                frame.components().stream()
                        .map(component -> component.horizontal() + "x" + component.vertical())
                        .toList());
    }

    private Done done(ImageBytes source, int quality) {
        return ((PathResult.Encoded) path.transcode(source, new Recipe(quality, 0, 0, Recipe.OutputFormat.KEEP)))
                .done();
    }
}
