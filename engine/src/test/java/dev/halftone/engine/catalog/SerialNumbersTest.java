package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialNumbersTest {

    @Test
    void recognizesRepeatedSerialNumbers() {
        var serialNumbers = new RowCheck.SerialNumbers();

        assertThat(serialNumbers.addAndCheckRepeated("007")).isFalse();
        assertThat(serialNumbers.addAndCheckRepeated("7")).isFalse();
        assertThat(serialNumbers.addAndCheckRepeated(" 007\u00A0")).isTrue();
    }

    @Test
    void distinguishesManySerialNumbers() {
        var serialNumbers = new RowCheck.SerialNumbers();

        assertThat(IntStream.range(0, 300_000).noneMatch(i -> serialNumbers.addAndCheckRepeated("SKU-" + i)))
                .isTrue();
        assertThat(IntStream.range(0, 300_000).allMatch(i -> serialNumbers.addAndCheckRepeated("SKU-" + i)))
                .isTrue();
    }

    @Test
    void doesNotGrowForever() {
        var serialNumbers = new RowCheck.SerialNumbers();

        assertThat(IntStream.range(0, 3_500_000).noneMatch(i -> serialNumbers.addAndCheckRepeated("" + i)))
                .isTrue();
        assertThat(serialNumbers.addAndCheckRepeated("3000000")).isTrue();
        assertThat(serialNumbers.addAndCheckRepeated("3499999")).isFalse();
    }
}
