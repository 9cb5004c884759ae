package dev.halftone.engine.request;

import java.time.Instant;
import java.util.Optional;

/// A request as the ledger knows it.
///
/// @param number its short name inside the database
/// @param round how often its failed images were asked to be tried again
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
        NewRequest.Size size) {

    /// How many rows of the CSV do not stand in the ledger yet.
    public long unexpandedRows() {
        return counts.rows() - progress.expandedRows();
    }

    /// Whether nothing is left to be done but to close it.
    public boolean allImagesEnded() {
        return counts.allEnded() && progress.retriedTo().isEmpty();
    }

    /// Rows are products; images are places in the CSV; bytes count each distinct image once.
    ///
    /// @param reused how many of those that succeeded an earlier request had published
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

    public record Times(Instant created, Optional<Instant> started, Optional<Instant> finished) {}

    /// How far the long errands in the ledger have come.
    ///
    /// @param expandedRows how many rows of the CSV stand in the ledger
    /// @param retriedTo the last failed image that is pending again, from 0; absent where none is to be revived
    public record Progress(long expandedRows, Optional<Long> retriedTo) {}
}
