package dev.halftone.engine.fetch;

import java.time.Duration;
import java.util.Optional;

/// How images are fetched.
///
/// @param fetchTimeout the time one attempt may take as a whole, redirects included, waiting for a turn not
/// @param connectTimeout the time one connection may take to be made
/// @param perHost how many images are fetched from one host at once
/// @param concurrency how many images are fetched at once
/// @param bytesInFlight how many bytes of images may be in memory at once, from the first that is received until the
/// image is published: at least one image of the largest size
/// @param maxImageBytes the size an image may have, both as received and as decompressed
/// @param maxRedirects how many redirects are followed in one attempt
/// @param userAgent what we call ourselves
public record FetchSettings(
        Duration fetchTimeout,
        Duration connectTimeout,
        int perHost,
        int concurrency,
        long bytesInFlight,
        int maxImageBytes,
        int maxRedirects,
        String userAgent) {
    public FetchSettings {
        requirePositive("fetch-timeout", fetchTimeout.toMillis());
        requirePositive("connect-timeout", connectTimeout.toMillis());
        requirePositive("per-host", perHost);
        requirePositive("concurrency", concurrency);
        requirePositive("max-image-bytes", maxImageBytes);
        if (bytesInFlight < maxImageBytes)
            throw new IllegalArgumentException("bytes-in-flight is at least max-image-bytes, which is " + maxImageBytes
                    + ", not " + bytesInFlight);
        if (maxRedirects < 0) throw new IllegalArgumentException("max-redirects is 0 or more, not " + maxRedirects);
        if (userAgent.isBlank()) throw new IllegalArgumentException("user-agent is not blank");
    }

    public static FetchSettings defaults() {
        var maxImageBytes = 50_000_000;
        return new FetchSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                16,
                128,
                defaultBytesInFlight(maxImageBytes),
                maxImageBytes,
                5,
                "Halftone" + version());
    }

    /// An eighth of the heap: what is worked on takes more than once its size. At least two of the largest
    /// images, so that one can be fetched while another is worked on; at most five, because codecs with
    /// hundreds of images to choose from get no quicker with thousands.
    public static long defaultBytesInFlight(int maxImageBytes) {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 8, 2L * maxImageBytes, 5L * maxImageBytes);
    }

    /// Known to the packed jar only.
    private static String version() {
        return Optional.ofNullable(FetchSettings.class.getPackage().getImplementationVersion())
                .map("/"::concat)
                .orElse("");
    }

    private static void requirePositive(String setting, long value) {
        if (value < 1) throw new IllegalArgumentException(setting + " is more than nothing, not " + value);
    }
}
