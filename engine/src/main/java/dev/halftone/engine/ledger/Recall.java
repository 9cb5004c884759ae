package dev.halftone.engine.ledger;

import java.util.Optional;

/// What an image of a request that uses the cache is remembered by, and what is remembered already.
public record Recall(ReuseKey key, Optional<Precedent> precedent) {}
