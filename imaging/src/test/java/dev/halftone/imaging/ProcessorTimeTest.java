package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private long processorNanos;
    private long now;
    private final ProcessorTime processorTime = new ProcessorTime(() -> processorNanos, () -> now);

    @Test
    void spendsAllTimeThatAnImageWorks() {
        var budget = processorTime.start(LIMIT);

        pass(20, 20);
        assertThat(budget.isSpent()).isFalse();
        pass(1, 1);
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void doesNotCountWaitingForAProcessor() {
        var budget = processorTime.start(LIMIT);

        pass(40, 20);
        assertThat(budget.isSpent()).isFalse();
        pass(2, 1);
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void dividesProcessorTimeAmongImages() {
        var first = processorTime.start(LIMIT);
        pass(10, 10);
        var second = processorTime.start(LIMIT);

        pass(20, 20);
        assertThat(first.isSpent()).as("10 + 10 s").isFalse();
        second.close();
        pass(1, 1);
        assertThat(first.isSpent()).as("10 + 10 + 1 s").isTrue();
    }

    @Test
    void doesNotChargeAnImageForTheOneBefore() {
        try (var _ = processorTime.start(LIMIT)) {
            pass(19, 19);
        }
        pass(100, 100);
        var budget = processorTime.start(LIMIT);

        pass(20, 20);

        assertThat(budget.isSpent()).isFalse();
    }

    @Test
    void chargesNoMoreThanTheTimeThatPassed() {
        var budget = processorTime.start(LIMIT);

        pass(20, 80);

        assertThat(budget.isSpent()).isFalse();
    }

    @Test
    void chargesTimeThatTheSystemCountsInSteps() {
        var budget = processorTime.start(LIMIT);

        for (var millis = 0; millis < 20_500; millis++) {
            now += 1_000_000;
            if (millis % 10 == 9) processorNanos += 10_000_000;
            processorTime.start(LIMIT).close();
        }

        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void givesUpAnImageThatDoesNothing() {
        var budget = processorTime.start(LIMIT);

        pass(80, 0);
        assertThat(budget.isSpent()).isFalse();
        pass(1, 0);
        assertThat(budget.isSpent()).isTrue();
    }

    /// @param worked how many processor seconds all threads of this process used
    private void pass(int seconds, int worked) {
        now += Duration.ofSeconds(seconds).toNanos();
        processorNanos += Duration.ofSeconds(worked).toNanos();
    }
}
