package dev.halftone.engine.ledger;

import java.util.Optional;

/// Where the bytes of a published image come from.
public sealed interface Provenance {

    /// They were coded, and no later request is to use them.
    record Forgotten() implements Provenance {}

    /// They were coded, and are remembered.
    record Coded(Origin origin) implements Provenance {}

    /// An earlier request had published them.
    record Reused(Origin origin) implements Provenance {}

    /// What later requests are to know.
    default Optional<Origin> remembered() {
        return switch (this) {
            case Forgotten() -> Optional.empty();
            case Coded(var found) -> Optional.of(found);
            case Reused(var found) -> Optional.of(found);
        };
    }

    default boolean isReused() {
        return this instanceof Reused;
    }
}
