package dev.halftone.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPolicyTest {
    /// Chance at its smallest: all bits zero.
    private static final RandomGenerator NO_CHANCE = () -> 0;

    @Test
    void allowsFiveAttemptsFromOneSecondByDefault() {
        var policy = RetryPolicy.defaults();

        assertThat(policy.firstDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.maxAttempts()).isEqualTo(5);
        assertThat(policy.allowsAttemptAfter(4)).isTrue();
        assertThat(policy.allowsAttemptAfter(5)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, PT0.5S", "2, PT1S", "3, PT2S", "4, PT4S", "12, PT17M4S", "13, PT30M", "1000000, PT30M"})
    void doublesTheDelayUpToAnHourWithHalfOfItRandom(int attempt, Duration shortest) {
        var policy = new RetryPolicy(Duration.ofSeconds(1), 5, NO_CHANCE);

        var delay = policy.delay(attempt, Optional.empty());

        assertThat(delay).isEqualTo(shortest);
    }

    @Test
    void spreadsDelays() {
        var policy = new RetryPolicy(Duration.ofSeconds(1), 5, new SplittableRandom(1));

        var delays = IntStream.range(0, 1000)
                .mapToObj(_ -> policy.delay(1, Optional.empty()))
                .toList();

        assertThat(delays)
                .allMatch(delay -> delay.toMillis() >= 500 && delay.toMillis() <= 1000)
                .anyMatch(delay -> delay.toMillis() < 550)
                .anyMatch(delay -> delay.toMillis() > 950);
    }

    @Test
    void waitsAtLeastAsLongAsRetryAfter() {
        var policy = RetryPolicy.defaults();

        var delay = policy.delay(1, Optional.of(Duration.ofSeconds(90)));

        assertThat(delay).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void doesNotWaitLessThanTheBackoff() {
        var policy = new RetryPolicy(Duration.ofSeconds(1), 5, NO_CHANCE);

        var delay = policy.delay(3, Optional.of(Duration.ZERO));

        assertThat(delay).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void namesTheInvalidSetting() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, 5, NO_CHANCE))
                .hasMessage("retry-first-delay must be more than 0 and at most an hour, not PT0S");
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(1), 0, NO_CHANCE))
                .hasMessage("max-attempts must be at least 1, not 0");
    }
}
