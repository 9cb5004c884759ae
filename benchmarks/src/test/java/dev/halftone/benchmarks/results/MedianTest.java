package dev.halftone.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void returnsMiddleValue() {
        assertThat(Percentiles.Median.of(DoubleStream.of(9, 1, 1000))).isEqualTo(9);
    }

    @Test
    void averagesTwoMiddleValues() {
        assertThat(Percentiles.Median.of(DoubleStream.of(4, 1, 1000, 2))).isEqualTo(3);
    }

    @Test
    void rejectsEmptyInput() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.Median.of(DoubleStream.empty()));
    }
}
