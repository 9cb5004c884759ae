package dev.halftone.engine.webhook;

import dev.halftone.engine.net.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Decides when a message is sent again: after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and then every 10 h, until three
/// days after the first attempt.
///
/// Each delay gets up to 10 % random jitter, so that messages that failed together are not retried together. The
/// delay doubles when the receiver is overloaded (429) or its gateway cannot reach it (502, 504). A longer
/// `Retry-After` is honored, up to a day.
public final class DeliverySchedule {
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10));
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);
    private static final Set<Integer> OVERLOADED =
            Set.of(HttpStatus.TOO_MANY_REQUESTS, HttpStatus.BAD_GATEWAY, HttpStatus.GATEWAY_TIMEOUT);
    private static final double MAX_JITTER = 0.1;

    private final RandomGenerator random;

    public DeliverySchedule(RandomGenerator random) {
        this.random = random;
    }

    /// The delay before the next attempt; empty when it would be later than three days after the first.
    ///
    /// @param attemptsMade 1 or more
    /// @param last the result of the last attempt
    /// @param sinceFirst the time since the first attempt
    public Optional<Duration> nextDelay(int attemptsMade, DeliveryAttempt.Result.Retry last, Duration sinceFirst) {
        var factor = last.status().filter(OVERLOADED::contains).isPresent() ? 2 : 1;
        var wait = jittered(wait(attemptsMade).multipliedBy(factor));
        var delay = last.retryAfter().map(asked -> longer(wait, capped(asked))).orElse(wait);
        return Optional.of(delay).filter(d -> sinceFirst.plus(d).compareTo(GIVE_UP_AFTER) <= 0);
    }

    /// Whether a message is too old to be sent again.
    ///
    /// @param sinceFirst the time since the first attempt was due
    public static boolean isOver(Duration sinceFirst) {
        return sinceFirst.compareTo(GIVE_UP_AFTER) > 0;
    }

    private static Duration wait(int attemptsMade) {
        return WAITS.get(Math.min(attemptsMade, WAITS.size()) - 1);
    }

    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * random.nextDouble(MAX_JITTER)));
    }

    private static Duration capped(Duration asked) {
        return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
