package dev.halftone.app.setting;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a duration as people write it: `500ms`, `30s`, `5m`, `1h`, `30d`; `0` is no time at all.
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Quantity.parse(text)
                .flatMap(quantity -> milliseconds(quantity).flatMap(quantity::times))
                .map(Duration::ofMillis)
                .orElseThrow(() ->
                        new TypeConversionException("not a duration such as 500ms, 30s, 5m, 1h, 30d or 0: " + text));
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
