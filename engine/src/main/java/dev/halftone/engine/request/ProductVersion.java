package dev.halftone.engine.request;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The version of this program. The build copies it from `pom.xml`.
public final class ProductVersion {
    private static final String VERSION = read();

    private ProductVersion() {}

    /// Such as `1.2.3`.
    public static String text() {
        return VERSION;
    }

    /// How the program introduces itself to other servers: `Halftone/1.2.3`.
    public static String userAgent() {
        return "Halftone/" + VERSION;
    }

    private static String read() {
        try (var file = Objects.requireNonNull(ProductVersion.class.getResourceAsStream("version.txt"))) {
            return new String(file.readAllBytes(), US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
