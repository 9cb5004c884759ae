package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialNumbersTest {

    @Test
    void knowsWhatItHasSeen() {
        var serialNumbers = new SerialNumbers();

        assertThat(serialNumbers.addIsRepeated("007")).isFalse();
        assertThat(serialNumbers.addIsRepeated("7")).isFalse();
        assertThat(serialNumbers.addIsRepeated(" 007\u00A0")).isTrue();
    }

    @Test
    void tellsManyApart() {
        var serialNumbers = new SerialNumbers();

        assertThat(IntStream.range(0, 300_000).noneMatch(i -> serialNumbers.addIsRepeated("SKU-" + i)))
                .isTrue();
        assertThat(IntStream.range(0, 300_000).allMatch(i -> serialNumbers.addIsRepeated("SKU-" + i)))
                .isTrue();
    }

    @Test
    void doesNotGrowForEver() {
        var serialNumbers = new SerialNumbers();

        assertThat(IntStream.range(0, 3_500_000).noneMatch(i -> serialNumbers.addIsRepeated("" + i)))
                .isTrue();
        assertThat(serialNumbers.addIsRepeated("3000000")).isTrue();
        assertThat(serialNumbers.addIsRepeated("3499999")).isFalse();
    }
}
