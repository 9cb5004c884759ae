package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is read of a JPEG, against another decoder: the samples that its coefficients make by definition are those that
/// the JDK makes.
class CoefficientReadingTest {

    @ParameterizedTest
    @EnumSource
    void readsTheCoefficientsThatMakeTheSamples(Sources source) {
        var samples = ImageIoJpegs.samples(source.bytes());

        var decoded = Decoded.of(source.bytes());

        var luminance = decoded.planes().getFirst();
        for (var row = 0; row < luminance.down(); row++) {
            for (var column = 0; column < luminance.across(); column++) {
                var block = decoded.samples(0, row, column);
                for (var i = 0; i < Blocks.SIZE; i++) {
                    var x = 8 * column + i % 8;
                    var y = 8 * row + i / 8;
                    if (x < samples.getWidth() && y < samples.getHeight())
                        assertThat((double) samples.getSample(x, y, 0)).isBetween(block[i] - 1.01, block[i] + 1.01);
                }
            }
        }
    }
}
