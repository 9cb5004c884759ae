package dev.halftone.engine.webhook;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryScheduleTest {
    /// Always draws the smallest number, so there is no jitter.
    private static final RandomGenerator NO_JITTER = () -> 0;

    private static final DeliveryAttempt.Result.Retry FAILED = retry(500, Optional.empty());

    private final DeliverySchedule schedule = new DeliverySchedule(NO_JITTER);

    @Test
    void waitsLongerAfterEachAttemptForUpToThreeDays() {
        var delays = new ArrayList<Duration>();

        var sinceFirst = Duration.ZERO;
        for (var next = schedule.nextDelay(1, FAILED, sinceFirst);
                next.isPresent();
                next = schedule.nextDelay(delays.size() + 1, FAILED, sinceFirst)) {
            delays.add(next.get());
            sinceFirst = sinceFirst.plus(next.get());
        }

        assertThat(delays)
                .startsWith(ofSeconds(5), ofMinutes(5), ofMinutes(30), ofHours(2), ofHours(5), ofHours(10), ofHours(10))
                .hasSize(11);
        assertThat(sinceFirst).isBetween(ofHours(62), ofDays(3));
    }

    @Test
    void givesUpAfterThreeDays() {
        assertThat(schedule.nextDelay(1, FAILED, ofDays(3).minusSeconds(5))).hasValue(ofSeconds(5));
        assertThat(schedule.nextDelay(1, FAILED, ofDays(3).minusSeconds(4))).isEmpty();
        assertThat(schedule.nextDelay(1, FAILED, ofDays(30))).isEmpty();
    }

    @Test
    void addsUpToTenPercentJitter() {
        var withJitter = new DeliverySchedule(new Random(1));

        var delays = List.of(delay(withJitter, 6, FAILED), delay(withJitter, 6, FAILED), delay(withJitter, 6, FAILED));

        assertThat(delays)
                .doesNotHaveDuplicates()
                .allSatisfy(delay -> assertThat(delay).isBetween(ofHours(10), ofHours(11)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 504})
    void doublesTheDelayForAnOverloadedReceiver(int status) {
        assertThat(delay(schedule, 2, retry(status, Optional.empty()))).isEqualTo(ofMinutes(10));
    }

    @Test
    void obeysRetryAfter() {
        assertThat(delay(schedule, 1, retry(503, Optional.of(ofSeconds(90))))).isEqualTo(ofSeconds(90));
    }

    @Test
    void ignoresARetryAfterShorterThanTheSchedule() {
        assertThat(delay(schedule, 2, retry(503, Optional.of(Duration.ZERO)))).isEqualTo(ofMinutes(5));
    }

    @Test
    void capsRetryAfterAtOneDay() {
        assertThat(delay(schedule, 1, retry(503, Optional.of(ofDays(365))))).isEqualTo(ofDays(1));
    }

    @Test
    void schedulesARetryAfterAConnectionFailure() {
        var refused = new DeliveryAttempt.Result.Retry(Optional.empty(), "no connection", Optional.empty());

        assertThat(delay(schedule, 1, refused)).isEqualTo(ofSeconds(5));
    }

    private static Duration delay(DeliverySchedule schedule, int attemptsMade, DeliveryAttempt.Result.Retry last) {
        return schedule.nextDelay(attemptsMade, last, Duration.ZERO).orElseThrow();
    }

    private static DeliveryAttempt.Result.Retry retry(int status, Optional<Duration> retryAfter) {
        return new DeliveryAttempt.Result.Retry(Optional.of(status), "failed", retryAfter);
    }
}
