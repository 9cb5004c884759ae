package dev.halftone.app.setting;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a large number as people write it: `100M` is a hundred million, `5k` five thousand.
final class CountConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        return Quantity.parse(text)
                .flatMap(quantity -> factor(quantity.unit()).flatMap(quantity::times))
                .orElseThrow(() -> new TypeConversionException("not a whole number such as 5000, 5k or 100M: " + text));
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
