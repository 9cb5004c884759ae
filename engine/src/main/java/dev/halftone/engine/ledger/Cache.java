package dev.halftone.engine.ledger;

import java.util.Locale;
import java.util.Optional;

/// Whether a request may use what earlier ones have published, and leave its own to later ones.
public enum Cache {
    USE,
    NONE;

    /// The word for it in the API and the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The choice a word stands for, where it stands for one.
    public static Optional<Cache> ofWord(String word) {
        for (var cache : values()) if (cache.word().equals(word)) return Optional.of(cache);
        return Optional.empty();
    }

    static Cache of(String word) {
        return ofWord(word).orElseThrow();
    }
}
