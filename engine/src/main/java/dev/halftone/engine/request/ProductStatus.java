package dev.halftone.engine.request;

import java.util.Locale;
import java.util.Optional;

/// How a product's images ended: all well, all badly, or some of each.
public enum ProductStatus {
    PENDING,
    SUCCEEDED,
    PARTIAL,
    FAILED;

    /// The word for it in the API and the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status a word stands for, where it stands for one.
    public static Optional<ProductStatus> ofWord(String word) {
        for (var status : values()) if (status.word().equals(word)) return Optional.of(status);
        return Optional.empty();
    }

    public static ProductStatus of(String word) {
        return ofWord(word).orElseThrow();
    }
}
