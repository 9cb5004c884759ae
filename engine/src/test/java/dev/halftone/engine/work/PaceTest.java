package dev.halftone.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void growsUntilATransactionTakesItsTurn() {
        var first = pace.size();

        pace.took(Pace.TURN.dividedBy(10));
        assertThat(pace.size()).isEqualTo(2 * first);

        pace.took(Pace.TURN);
        assertThat(pace.size()).isEqualTo(2 * first);
    }

    @Test
    void shrinksWhereWritingIsSlow() {
        var first = pace.size();

        pace.took(Pace.TURN.multipliedBy(4).dividedBy(3));

        assertThat(pace.size()).isEqualTo(first * 3 / 4);
    }

    @Test
    void keepsWithinBounds() {
        for (var turn = 0; turn < 20; turn++) pace.took(Duration.ZERO);
        assertThat(pace.size()).isEqualTo(8_192);

        for (var turn = 0; turn < 20; turn++) pace.took(Duration.ofMinutes(1));
        assertThat(pace.size()).isEqualTo(128);
    }
}
