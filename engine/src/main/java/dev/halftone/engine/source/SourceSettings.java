package dev.halftone.engine.source;

import java.time.Duration;
import java.util.Optional;

/// How images are fetched.
///
/// @param fetchTimeout the time one attempt may take as a whole, redirects included, waiting for a turn not
/// @param connectTimeout the time one connection may take to be made
/// @param perHost how many images are fetched from one host at once
/// @param concurrency how many images are fetched at once
/// @param maxImageBytes the size an image may have, both as received and as decompressed
/// @param maxRedirects how many redirects are followed in one attempt
/// @param userAgent what we call ourselves
public record SourceSettings(
        Duration fetchTimeout,
        Duration connectTimeout,
        int perHost,
        int concurrency,
        int maxImageBytes,
        int maxRedirects,
        String userAgent) {
    public SourceSettings {
        requirePositive("fetch-timeout", fetchTimeout.toMillis());
        requirePositive("connect-timeout", connectTimeout.toMillis());
        requirePositive("per-host", perHost);
        requirePositive("concurrency", concurrency);
        requirePositive("max-image-bytes", maxImageBytes);
        if (maxRedirects < 0) throw new IllegalArgumentException("max-redirects is 0 or more, not " + maxRedirects);
        if (userAgent.isBlank()) throw new IllegalArgumentException("user-agent is not blank");
    }

    public static SourceSettings defaults() {
        return new SourceSettings(
                Duration.ofSeconds(30), Duration.ofSeconds(5), 16, 64, 50_000_000, 5, "Halftone" + version());
    }

    /// Known to the packed jar only.
    private static String version() {
        return Optional.ofNullable(SourceSettings.class.getPackage().getImplementationVersion())
                .map("/"::concat)
                .orElse("");
    }

    private static void requirePositive(String setting, long value) {
        if (value < 1) throw new IllegalArgumentException(setting + " is more than nothing, not " + value);
    }
}
