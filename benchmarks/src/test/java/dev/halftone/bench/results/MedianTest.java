package dev.halftone.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void isTheValueInTheMiddle() {
        assertThat(Median.of(DoubleStream.of(9, 1, 1000))).isEqualTo(9);
    }

    @Test
    void liesBetweenTwoInTheMiddle() {
        assertThat(Median.of(DoubleStream.of(4, 1, 1000, 2))).isEqualTo(3);
    }

    @Test
    void isNothingWhereNothingWasMeasured() {
        assertThatIllegalArgumentException().isThrownBy(() -> Median.of(DoubleStream.empty()));
    }
}
