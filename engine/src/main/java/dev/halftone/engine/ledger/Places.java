package dev.halftone.engine.ledger;

import java.util.Map;

/// How many places of a CSV hold an image that has ended.
///
/// @param failures those that failed, by their code
/// @param reused of those that succeeded, how many hold one that an earlier request had published
record Places(long succeeded, Map<String, Long> failures, long reused) {
    static final Places NONE = new Places(0, Map.of(), 0);

    Places {
        failures = Map.copyOf(failures);
    }

    long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many were worked on to their end: what is cancelled says nothing about the pace.
    long worked() {
        return succeeded + failed() - failures.getOrDefault(FailureCode.CANCELLED.word(), 0L);
    }
}
