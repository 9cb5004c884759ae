package dev.halftone.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A whole number and its unit, as in `30s`; the unit is empty where none was written.
record Quantity(long number, String unit) {
    // Eighteen digits fit into a long.
    private static final Pattern PATTERN = Pattern.compile("(\\d{1,18})\\s*([a-zA-Z]*)");

    static Optional<Quantity> parse(String text) {
        var match = PATTERN.matcher(text.strip());
        return match.matches()
                ? Optional.of(new Quantity(Long.parseLong(match.group(1)), match.group(2)))
                : Optional.empty();
    }

    /// The number in a smaller unit, of which this unit holds `factor`; empty on overflow of a long.
    Optional<Long> multiplyExact(long factor) {
        return Math.multiplyHigh(number, factor) == 0 && number * factor >= 0
                ? Optional.of(number * factor)
                : Optional.empty();
    }

    /// Parses a large number: `100M` is a hundred million, `5k` is five thousand.
    static final class CountConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return Quantity.parse(text)
                    .flatMap(quantity -> factor(quantity.unit()).flatMap(quantity::multiplyExact))
                    .orElseThrow(
                            () -> new TypeConversionException("not a whole number such as 5000, 5k or 100M: " + text));
        }

        private static Optional<Long> factor(String unit) {
            return switch (unit) {
                case "" -> Optional.of(1L);
                case "k", "K" -> Optional.of(1_000L);
                case "M" -> Optional.of(1_000_000L);
                case "G" -> Optional.of(1_000_000_000L);
                default -> Optional.empty();
            };
        }
    }

    /// Parses a duration: `500ms`, `30s`, `5m`, `1h`, `30d`; `0` needs no unit.
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Quantity.parse(text)
                    .flatMap(quantity -> milliseconds(quantity).flatMap(quantity::multiplyExact))
                    .map(Duration::ofMillis)
                    .orElseThrow(() -> new TypeConversionException(
                            "not a duration such as 500ms, 30s, 5m, 1h, 30d or 0: " + text));
        }

        private static Optional<Long> milliseconds(Quantity quantity) {
            return switch (quantity.unit()) {
                case "ms" -> Optional.of(1L);
                case "s" -> Optional.of(1_000L);
                case "m" -> Optional.of(60_000L);
                case "h" -> Optional.of(3_600_000L);
                case "d" -> Optional.of(86_400_000L);
                case "" -> quantity.number() == 0 ? Optional.of(1L) : Optional.empty();
                default -> Optional.empty();
            };
        }
    }
}
