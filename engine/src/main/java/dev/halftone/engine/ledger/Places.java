package dev.halftone.engine.ledger;

/// How many places of a CSV hold an image that has ended.
///
/// @param reused of those that succeeded, how many hold one that an earlier request had published
record Places(long succeeded, long failed, long reused) {
    static final Places NONE = new Places(0, 0, 0);
}
