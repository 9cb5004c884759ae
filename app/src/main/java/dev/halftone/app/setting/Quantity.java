package dev.halftone.app.setting;

import java.util.Optional;
import java.util.regex.Pattern;

/// A whole number and the unit behind it, as in `30s`; the unit is empty where none was written.
record Quantity(long number, String unit) {
    // Eighteen digits fit into a long.
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})\\s*([a-zA-Z]*)");

    static Optional<Quantity> parse(String text) {
        var match = WRITTEN.matcher(text.strip());
        return match.matches()
                ? Optional.of(new Quantity(Long.parseLong(match.group(1)), match.group(2)))
                : Optional.empty();
    }

    /// The number in the small unit of which this quantity's unit holds `factor`; empty when no long can hold
    /// it.
    Optional<Long> times(long factor) {
        return Math.multiplyHigh(number, factor) == 0 && number * factor >= 0
                ? Optional.of(number * factor)
                : Optional.empty();
    }
}
