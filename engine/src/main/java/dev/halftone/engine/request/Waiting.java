package dev.halftone.engine.request;

import java.time.Instant;
import java.util.Optional;

/// What unfinished images of a request wait for.
///
/// @param code why they wait: the code of the last attempt, or `storage_failed` while nothing can be stored
/// @param message the same in words; safe to show to clients
/// @param host the host of the image that is due first; empty when no host is to blame
/// @param hosts how many hosts are waited for
/// @param images how many images wait, as far as they were counted; 0 while nothing can be stored
/// @param nextTry when the first of them is due
public record Waiting(
        FailureCode code, String message, Optional<String> host, long hosts, long images, Optional<Instant> nextTry) {

    /// Images wait until they can be stored.
    ///
    /// @param problem such as `the disk is full`
    public static Waiting forStorage(String problem) {
        return new Waiting(FailureCode.STORAGE_FAILED, problem, Optional.empty(), 0, 0, Optional.empty());
    }
}
