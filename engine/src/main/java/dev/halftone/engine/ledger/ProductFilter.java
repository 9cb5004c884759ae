package dev.halftone.engine.ledger;

import java.util.Locale;
import java.util.Set;

/// Which products of a request are wanted.
///
/// @param statuses of one of these; of any where there are none
/// @param words what the serial number or the product name is to contain, whatever the case of its letters; blank for
/// any
public record ProductFilter(Set<ProductStatus> statuses, String words) {
    public ProductFilter {
        statuses = Set.copyOf(statuses);
        words = folded(words.strip());
    }

    boolean hasWords() {
        return !words.isEmpty();
    }

    boolean isIn(String text) {
        return folded(text).contains(words);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
