package dev.halftone.engine.ledger;

import java.util.Optional;

/// What a published image was made from: what it is found again by, and what tells whether its source is still the
/// same.
public record Origin(ReuseKey key, ContentDigest content, Optional<Validators> validators) {}
