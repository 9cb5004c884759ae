package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// JPEG decoding compared with another decoder: by definition, the coefficients make the samples that the JDK
/// decodes.
class CoefficientDecodingTest {

    @ParameterizedTest
    @EnumSource
    void decodesCoefficientsOfTheSamples(SampleJpegs source) {
        var samples = ImageIoJpegEncoder.samples(source.bytes());

        var decodedJpeg = DecodedJpeg.of(source.bytes());

        var luminance = decodedJpeg.planes().getFirst();
        for (var row = 0; row < luminance.rows(); row++) {
            for (var column = 0; column < luminance.columns(); column++) {
                var block = decodedJpeg.samples(0, row, column);
                for (var i = 0; i < CoefficientBlocks.SIZE; i++) {
                    var x = 8 * column + i % 8;
                    var y = 8 * row + i / 8;
                    if (x < samples.getWidth() && y < samples.getHeight())
                        assertThat((double) samples.getSample(x, y, 0)).isBetween(block[i] - 1.01, block[i] + 1.01);
                }
            }
        }
    }
}
