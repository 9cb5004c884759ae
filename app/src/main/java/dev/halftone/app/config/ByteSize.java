package dev.halftone.app.config;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes, as users write it: `50MB` (decimal, as disks and networks count), `1GiB` (binary, as memory
/// counts), or plain bytes.
public record ByteSize(long bytes) {
    public ByteSize {
        if (bytes < 0) throw new IllegalArgumentException("negative size: " + bytes);
    }

    /// Parses a size; empty if the text is not one.
    static Optional<ByteSize> parse(String text) {
        return Quantity.parse(text)
                .flatMap(quantity -> factor(quantity.unit()).flatMap(quantity::multiplyExact))
                .map(ByteSize::new);
    }

    private static Optional<Long> factor(String unit) {
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "", "B" -> Optional.of(1L);
            case "KB" -> Optional.of(1_000L);
            case "MB" -> Optional.of(1_000_000L);
            case "GB" -> Optional.of(1_000_000_000L);
            case "TB" -> Optional.of(1_000_000_000_000L);
            case "KIB" -> Optional.of(1L << 10);
            case "MIB" -> Optional.of(1L << 20);
            case "GIB" -> Optional.of(1L << 30);
            case "TIB" -> Optional.of(1L << 40);
            default -> Optional.empty();
        };
    }

    /// In decimal units with one decimal: `12.3 MB`.
    @Override
    public String toString() {
        // Values that would round to 1000.0 belong to the next unit.
        if (bytes < 1_000) return bytes + " B";
        if (bytes < 999_950) return in(1_000, "kB");
        if (bytes < 999_950_000) return in(1_000_000, "MB");
        if (bytes < 999_950_000_000L) return in(1_000_000_000, "GB");
        return in(1_000_000_000_000L, "TB");
    }

    private String in(long unit, String name) {
        return String.format(Locale.ROOT, "%.1f %s", (double) bytes / unit, name);
    }

    static final class ByteSizeConverter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            return ByteSize.parse(text)
                    .orElseThrow(
                            () -> new TypeConversionException("not a size such as 50MB, 1GiB or 1048576: " + text));
        }
    }
}
