package dev.halftone.app.setting;

import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.task.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How images are fetched, and how often it is tried.
public final class FetchOptions {
    @Option(
            names = "--fetch-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "Time of one attempt at an image, the whole transfer (default: ${DEFAULT-VALUE}).")
    private Duration fetchTimeout;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "5s",
            description = "Time until a connection stands (default: ${DEFAULT-VALUE}).")
    private Duration connectTimeout;

    @Option(
            names = "--retry-first-delay",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description = "Pause before the second attempt; it doubles from then on (default: ${DEFAULT-VALUE}).")
    private Duration retryFirstDelay;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            defaultValue = "5",
            description = "Attempts at an image whose failure may pass (default: ${DEFAULT-VALUE}).")
    private int maxAttempts;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            defaultValue = "16",
            description = "Images fetched at once from one host (default: ${DEFAULT-VALUE}).")
    private int perHost;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "128",
            description = "Images fetched at once from all hosts (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--bytes-in-flight",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "Memory for images from the first byte received until they are published; at least"
                    + " --max-image-bytes (default: an eighth of the heap, but two to five times --max-image-bytes).")
    private Optional<ByteSize> bytesInFlight = Optional.empty();

    @Option(
            names = "--max-image-bytes",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            defaultValue = "50MB",
            description = "Size of an image, as received and as decompressed (default: ${DEFAULT-VALUE}).")
    private ByteSize maxImageBytes;

    public FetchSettings source() {
        var usual = FetchSettings.defaults();
        return SettingRefused.checked(() -> new FetchSettings(
                fetchTimeout,
                connectTimeout,
                perHost,
                concurrency,
                bytesInFlight(),
                maxImageBytesInMemory(),
                usual.maxRedirects(),
                usual.userAgent()));
    }

    private long bytesInFlight() {
        return bytesInFlight
                .map(ByteSize::bytes)
                .orElseGet(() -> FetchSettings.defaultBytesInFlight(maxImageBytesInMemory()));
    }

    private int maxImageBytesInMemory() {
        if (maxImageBytes.bytes() > Integer.MAX_VALUE)
            throw new IllegalArgumentException("max-image-bytes is at most 2147483647, not " + maxImageBytes.bytes());
        return (int) maxImageBytes.bytes();
    }

    public RetryPolicy retries() {
        var usual = RetryPolicy.defaults();
        return SettingRefused.checked(() -> new RetryPolicy(retryFirstDelay, maxAttempts, usual.random()));
    }
}
