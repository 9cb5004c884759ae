package dev.halftone.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialsTest {

    @Test
    void knowsWhatItHasSeen() {
        var serials = new Serials();

        assertThat(serials.isRepeated("007")).isFalse();
        assertThat(serials.isRepeated("7")).isFalse();
        assertThat(serials.isRepeated(" 007\u00A0")).isTrue();
    }

    @Test
    void tellsManyApart() {
        var serials = new Serials();

        assertThat(IntStream.range(0, 300_000).noneMatch(i -> serials.isRepeated("SKU-" + i)))
                .isTrue();
        assertThat(IntStream.range(0, 300_000).allMatch(i -> serials.isRepeated("SKU-" + i)))
                .isTrue();
    }

    @Test
    void doesNotGrowForEver() {
        var serials = new Serials();

        assertThat(IntStream.range(0, 3_500_000).noneMatch(i -> serials.isRepeated("" + i)))
                .isTrue();
        assertThat(serials.isRepeated("3000000")).isTrue();
        assertThat(serials.isRepeated("3499999")).isFalse();
    }
}
