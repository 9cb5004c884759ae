package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.header.JpegHeader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every coefficient of the output is that of the source, at the new step, rounded to the nearest; halves towards
/// zero.
class RequantizationTest {
    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @EnumSource
    void roundsEachCoefficientToTheNearestStep(SampleJpegs source) {
        for (var quality : new int[] {5, 50, 75, 90, 100}) {
            var bytes = source.bytes();

            var done = done(bytes, quality);

            var before = DecodedJpeg.of(bytes);
            var after = DecodedJpeg.of(done.bytes());
            for (var component = 0; component < before.planes().size(); component++) {
                if (component == 0
                        || ChromaSubsampling.choose(before.frame(), quality).isNone())
                    requireRequantized(before, after, component, quality);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,33", "33,1", "7,8", "8,7", "8,8", "9,9", "15,16", "16,15", "16,16", "17,17", "17,33", "24,40"
    })
    void roundsCoefficientsOfSmallestImages(int width, int height) {
        for (var chrominance : new int[] {22, 21, 12, 11}) {
            for (var jpeg : List.of(
                    ImageIoJpegEncoder.of(SyntheticPhoto.of(width, height)),
                    ImageIoJpegEncoder.of(SyntheticPhoto.of(width, height)).progressive(),
                    ImageIoJpegEncoder.of(SyntheticPhoto.of(width, height)).restartInterval(2))) {
                var source = jpeg.sampled(chrominance, 11, 11).coded();

                var done = done(source, 50);

                requireRequantized(DecodedJpeg.of(source), DecodedJpeg.of(done.bytes()), 0, 50);
                var samples = ImageIoJpegEncoder.samples(done.bytes());
                assertThat(samples.getWidth()).isEqualTo(width);
                assertThat(samples.getHeight()).isEqualTo(height);
            }
        }
    }

    /// So many coefficients that the tables are made before all of them are decoded.
    @Test
    void roundsCoefficientsOfVeryLargeImage() {
        var source = ImageIoJpegEncoder.of(SyntheticPhoto.of(1600, 1200))
                .quality(100)
                .coded();

        var done = done(source, 97);

        var before = DecodedJpeg.of(source);
        var after = DecodedJpeg.of(done.bytes());
        for (var component = 0; component < 3; component++) requireRequantized(before, after, component, 97);
    }

    /// The standard forbids it (B.2.3), but decoders accept it.
    @Test
    void acceptsScanComponentsInAnotherOrder() {
        var inOrder = ImageIoJpegEncoder.of(SyntheticPhoto.of(96, 80)).coded();
        var names = JpegEditor.first(inOrder, Marker.SOS).parametersStart() + 1;
        var source = JpegEditor.changed(JpegEditor.changed(inOrder, names + 2, 3), names + 4, 2);

        var done = done(source, 50);

        for (var component = 0; component < 3; component++)
            requireRequantized(DecodedJpeg.of(source), DecodedJpeg.of(done.bytes()), component, 50);
    }

    private static void requireRequantized(DecodedJpeg before, DecodedJpeg after, int component, int quality) {
        var plane = before.planes().get(component);
        var wanted = QuantizationTable.of(
                component == 0
                        ? JpegHeader.AnnexKTable.luminance(quality)
                        : JpegHeader.AnnexKTable.chrominance(quality));
        assertThat(after.steps().get(component))
                .isEqualTo(wanted.max(before.steps().get(component)));
        for (var row = 0; row < plane.rows(); row++) {
            for (var column = 0; column < plane.columns(); column++) {
                for (var k = 0; k < CoefficientBlocks.SIZE; k++) {
                    var exact = BigDecimal.valueOf(before.dequantized(component, row, column, k))
                            .divide(
                                    BigDecimal.valueOf(
                                            after.steps().get(component).step(k)),
                                    0,
                                    RoundingMode.HALF_DOWN);
                    assertThat(after.coefficient(component, row, column, k)).isEqualTo(exact.intValueExact());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadableByOtherDecoders(SampleJpegs source) {
        var done = done(source.bytes(), 50);

        var after = DecodedJpeg.of(done.bytes());
        var samples = ImageIoJpegEncoder.samples(done.bytes());
        assertThat(samples.getWidth())
                .isEqualTo(done.width())
                .isEqualTo(after.frame().width());
        assertThat(samples.getHeight())
                .isEqualTo(done.height())
                .isEqualTo(after.frame().height());
        var last = after.samples(0, (done.height() - 1) / 8, (done.width() - 1) / 8);
        var corner = (done.height() - 1) % 8 * 8 + (done.width() - 1) % 8;
        assertThat((double) samples.getSample(done.width() - 1, done.height() - 1, 0))
                .isBetween(last[corner] - 1.01, last[corner] + 1.01);
        assertThat(VipsJpegEncoder.recoded(done.bytes(), "").size()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void isNoLargerThanOutputOfLibvips(SampleJpegs source) {
        var bytes = source.bytes();

        var done = done(bytes, 50);

        // Headers are most of a file of few pixels.
        var byLibvips = VipsJpegEncoder.recoded(bytes, "Q=50,keep=none").size();
        assertThat(done.bytes().size()).isLessThanOrEqualTo(byLibvips + 20);
    }

    /// Nearly every possible magnitude, step and coarser step: 2^11 magnitudes, steps up to 255.
    @ParameterizedTest
    @CsvSource({"1,2", "1,3", "1,255", "7,11", "13,254", "99,100", "127,255", "254,255", "3,3", "40000,40000"})
    void roundsHalvesTowardsZeroForAllSteps(int from, int to) {
        var requantizer = new Requantizer(steps(from), steps(to));

        for (var magnitude = 0; magnitude < 2048; magnitude++) {
            var exact = (2L * magnitude * from + to - 1) / (2L * to);
            assertThat(requantizer.requantize(magnitude, 63)).isEqualTo((int) exact);
            assertThat(requantizer.requantize(-magnitude, 63)).isEqualTo((int) -exact);
        }
    }

    @Test
    void writesTheSameBytesEveryTime() {
        var source = SampleJpegs.BASELINE.bytes();

        var first = done(source, 50).bytes().array();
        done(SampleJpegs.PROGRESSIVE_444.bytes(), 50);

        assertThat(done(source, 50).bytes().array()).isEqualTo(first);
    }

    private static QuantizationTable steps(int step) {
        var table = new byte[130];
        for (var k = 0; k < 64; k++) {
            table[2 * k] = (byte) (step >> 8);
            table[2 * k + 1] = (byte) step;
        }
        return QuantizationTable.parse(new MarkerSegment(table, Marker.DQT, 0, table.length), 0, 2);
    }

    private Done done(ImageBytes source, int quality) {
        return ((PathResult.Encoded) path.transcode(source, new Recipe(quality, 0, 0, Recipe.OutputFormat.KEEP)))
                .done();
    }
}
