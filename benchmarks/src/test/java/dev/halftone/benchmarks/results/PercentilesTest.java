package dev.halftone.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void returnsMedianP99AndLongest() {
        var times = IntStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList();

        var percentiles = Percentiles.of(times.reversed());

        assertThat(percentiles)
                .isEqualTo(
                        new Percentiles(Duration.ofMillis(100), Duration.ofMillis(198), Duration.ofMillis(200), 200));
    }

    @Test
    void returnsSingleTimeForAllPercentiles() {
        var second = Duration.ofSeconds(1);

        assertThat(Percentiles.of(List.of(second))).isEqualTo(new Percentiles(second, second, second, 1));
    }

    @Test
    void rejectsEmptyList() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(List.of()));
    }
}
