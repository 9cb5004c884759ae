package dev.halftone.engine.request;

import java.util.Locale;
import java.util.Optional;

/// The status of a product: whether all, some or none of its images succeeded.
public enum ProductStatus {
    PENDING,
    SUCCEEDED,
    PARTIAL,
    FAILED;

    /// The name in the API and the database.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status with this name, if there is one.
    public static Optional<ProductStatus> find(String text) {
        for (var status : values()) if (status.text().equals(text)) return Optional.of(status);
        return Optional.empty();
    }

    public static ProductStatus of(String text) {
        return find(text).orElseThrow();
    }
}
