package dev.halftone.engine.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A request as stored in the ledger.
///
/// @param number its numeric key in the database
/// @param round how often a user has retried its failed images
/// @param shareToken if it is shared
public record Request(
        long number,
        RequestId id,
        String owner,
        RequestStatus status,
        int round,
        RequestOptions options,
        String imageBaseUrl,
        Counts counts,
        Times times,
        Progress progress,
        NewRequest.Idempotency idempotency,
        NewRequest.Size size,
        Optional<ShareToken> shareToken) {

    /// How many rows of the CSV are not in the ledger yet.
    public long unexpandedRows() {
        return counts.rows() - progress.expandedRows();
    }

    /// Whether the request only needs to be completed.
    public boolean allImagesEnded() {
        return counts.allEnded() && progress.retriedTo().isEmpty();
    }

    /// Rows are products. Images are URLs in the CSV, repeated ones included. Bytes count each distinct
    /// image once.
    ///
    /// @param reused how many of the succeeded images an earlier request published
    public record Counts(
            long rows,
            long rowsDone,
            long images,
            long succeeded,
            long failed,
            long reused,
            long bytesIn,
            long bytesOut) {
        public long imagesDone() {
            return succeeded + failed;
        }

        public boolean allEnded() {
            return imagesDone() == images;
        }
    }

    /// When it was accepted, begun and finished, and its time at work.
    ///
    /// @param roundStarted when the present round began; empty before the first image has started
    /// @param earlierRounds how long the rounds before it took
    public record Times(
            Instant created,
            Optional<Instant> started,
            Optional<Instant> finished,
            Optional<Instant> roundStarted,
            Duration earlierRounds) {

        /// How long the request has been worked on, without the pauses between a finish and a retry; empty before the
        /// first image has started.
        public Optional<Duration> worked(Instant now) {
            return roundStarted
                    .or(() -> started)
                    .map(start -> Duration.between(start, finished.orElse(now)))
                    // A clock may be set back.
                    .map(round -> earlierRounds.plus(round.isNegative() ? Duration.ZERO : round));
        }
    }

    /// The progress of the long-running tasks of a request.
    ///
    /// @param expandedRows how many rows of the CSV are in the ledger
    /// @param retriedTo the last failed image that is pending again, from 0; absent when no retry is in
    /// progress
    /// @param retriedCodes why the images failed that this retry is for; empty for all
    public record Progress(long expandedRows, Optional<Long> retriedTo, Set<FailureCode> retriedCodes) {
        public Progress {
            retriedCodes = Set.copyOf(retriedCodes);
        }
    }
}
