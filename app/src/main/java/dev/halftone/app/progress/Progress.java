package dev.halftone.app.progress;

import java.time.Duration;
import java.util.Optional;

/// How far a job has come.
///
/// @param done images that have ended, well or not
/// @param doneBefore those of them that an earlier run had done, when this one goes on where it stopped
/// @param total images of the job
/// @param failed those that ended badly
/// @param bytesIn the sizes of the sources of all that succeeded
/// @param bytesOut the sizes of what became of them
/// @param elapsed the time this run has taken
public record Progress(
        long done, long doneBefore, long total, long failed, long bytesIn, long bytesOut, Duration elapsed) {
    public Progress {
        if (doneBefore < 0 || doneBefore > done || done > total || failed < 0 || failed > done)
            throw new IllegalArgumentException(
                    "%d before, %d done, %d failed of %d images".formatted(doneBefore, done, failed, total));
    }

    /// The part of the images that has ended, from 0 to 1; 1 when there are none.
    double part() {
        return total == 0 ? 1 : (double) done / total;
    }

    /// Images a second in this run.
    double rate() {
        return elapsed.isPositive() ? (done - doneBefore) / seconds() : 0;
    }

    /// The time it takes until the end if it goes on like this; empty while nobody can say.
    Optional<Duration> remaining() {
        return rate() > 0 ? Optional.of(Duration.ofSeconds(Math.round((total - done) / rate()))) : Optional.empty();
    }

    /// By how many bytes all images together became smaller. No image becomes larger.
    long saved() {
        return bytesIn - bytesOut;
    }

    private double seconds() {
        return elapsed.toNanos() / 1e9;
    }
}
