package dev.halftone.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveBatchSizeTest {
    private final AdaptiveBatchSize adaptiveBatchSize = new AdaptiveBatchSize();

    @Test
    void growsUntilATransactionTakesTheTargetTime() {
        var first = adaptiveBatchSize.size();

        adaptiveBatchSize.adjust(AdaptiveBatchSize.TARGET.dividedBy(10));
        assertThat(adaptiveBatchSize.size()).isEqualTo(2 * first);

        adaptiveBatchSize.adjust(AdaptiveBatchSize.TARGET);
        assertThat(adaptiveBatchSize.size()).isEqualTo(2 * first);
    }

    @Test
    void shrinksWhenWritesAreSlow() {
        var first = adaptiveBatchSize.size();

        adaptiveBatchSize.adjust(AdaptiveBatchSize.TARGET.multipliedBy(4).dividedBy(3));

        assertThat(adaptiveBatchSize.size()).isEqualTo(first * 3 / 4);
    }

    @Test
    void staysWithinBounds() {
        for (var turn = 0; turn < 20; turn++) adaptiveBatchSize.adjust(Duration.ZERO);
        assertThat(adaptiveBatchSize.size()).isEqualTo(8_192);

        for (var turn = 0; turn < 20; turn++) adaptiveBatchSize.adjust(Duration.ofMinutes(1));
        assertThat(adaptiveBatchSize.size()).isEqualTo(128);
    }
}
