package dev.halftone.engine.imageservice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Whether the image service is taking jobs, as seen by this process. Thread-safe.
final class ServiceAvailability {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// Images fail after this many deadlines in which no job was taken.
    private static final int DEADLINES = 3;

    private final Duration deadline;
    private final InstantSource clock;
    private Optional<Instant> failingSince = Optional.empty();
    private Instant failedAt = Instant.EPOCH;
    private Instant pausedUntil = Instant.EPOCH;
    private Duration nextPause = FIRST_PAUSE;
    private String why = "";

    ServiceAvailability(Duration deadline, InstantSource clock) {
        this.deadline = deadline;
        this.clock = clock;
    }

    /// The service has taken a job.
    synchronized void taken() {
        failingSince = Optional.empty();
        pausedUntil = Instant.EPOCH;
        nextPause = FIRST_PAUSE;
    }

    /// The service did not take a job, but may take it later.
    ///
    /// @param retryAfter how long it asked to wait; otherwise the pauses double
    synchronized void failed(String reason, Optional<Duration> retryAfter) {
        var now = clock.instant();
        why = reason;
        failedAt = now;
        if (failingSince.isEmpty()) failingSince = Optional.of(now);
        // Images that are about to fail need not wait long for the next try.
        if (isGivenUp(now)) nextPause = FIRST_PAUSE;
        var until = now.plus(retryAfter.orElse(shorter(nextPause, deadline)));
        if (until.isAfter(pausedUntil)) pausedUntil = until;
        if (retryAfter.isEmpty()) nextPause = shorter(nextPause.multipliedBy(2), LONGEST_PAUSE);
    }

    /// Nothing may be sent before this.
    synchronized Instant pausedUntil() {
        return pausedUntil;
    }

    synchronized boolean isPaused() {
        return clock.instant().isBefore(pausedUntil);
    }

    /// Why images should fail: the service has taken no job for too long. Empty while they should wait. The service may
    /// be back, so images wait until it has failed once more after `began`.
    synchronized Optional<String> givenUp(Instant began) {
        if (failedAt.isBefore(began) || !isGivenUp(clock.instant())) return Optional.empty();
        return failingSince.map(since -> why + "; it has taken no job since " + since);
    }

    private boolean isGivenUp(Instant now) {
        return failingSince
                .filter(since -> !now.isBefore(since.plus(deadline.multipliedBy(DEADLINES))))
                .isPresent();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
