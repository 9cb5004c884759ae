package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.ImageFolder;
import dev.halftone.engine.request.ProductVersion;
import java.time.Duration;
import java.util.Optional;

/// The settings for fetching images.
///
/// @param fetchTimeout the limit for one whole attempt, with redirects, without the time spent waiting in line; also
/// the limit for how long a transfer that has begun may wait for memory
/// @param connectTimeout the limit for opening one connection
/// @param perHost how many images are fetched from one host at once
/// @param concurrency how many images are fetched at once
/// @param bytesInFlight how many bytes of images may be in memory at once, from the first byte received until the
/// image is published: at least one image of the largest size
/// @param maxImageBytes the largest size of an image, both as received and decompressed
/// @param minTransferRate how many bytes a second a body must bring on average, once it has taken
/// [#TRANSFER_RATE_GRACE]; 0 for any rate
/// @param maxRedirects how many redirects one attempt follows; 0 for none
/// @param userAgent the `User-Agent` header
/// @param sourceHeaders headers for certain hosts
/// @param tenancy whether room is kept for others, at each host and in total
/// @param imageFolder whose files may be read in place of URLs
/// @param ownImages what this server serves itself
public record FetchSettings(
        Duration fetchTimeout,
        Duration connectTimeout,
        int perHost,
        int concurrency,
        long bytesInFlight,
        int maxImageBytes,
        long minTransferRate,
        int maxRedirects,
        String userAgent,
        SourceHeaders sourceHeaders,
        Tenancy tenancy,
        Optional<ImageFolder> imageFolder,
        Optional<OwnImages> ownImages) {
    /// How long a body may take at any rate.
    static final Duration TRANSFER_RATE_GRACE = Duration.ofSeconds(10);

    /// Names a contact, which some hosts demand: without one, Wikimedia answers 403.
    private static final String DEFAULT_USER_AGENT = ProductVersion.userAgent() + " (+https://halftone.dev)";

    public FetchSettings {
        requirePositive("fetch-timeout", fetchTimeout.toMillis());
        requirePositive("connect-timeout", connectTimeout.toMillis());
        requirePositive("per-host", perHost);
        requirePositive("concurrency", concurrency);
        requirePositive("max-image-bytes", maxImageBytes);
        if (bytesInFlight < maxImageBytes)
            throw new IllegalArgumentException("bytes-in-flight must be at least max-image-bytes, which is "
                    + maxImageBytes + ", not " + bytesInFlight);
        if (minTransferRate < 0)
            throw new IllegalArgumentException("min-transfer-rate must not be negative: " + minTransferRate);
        if (maxRedirects < 0) throw new IllegalArgumentException("max-redirects is 0 or more, not " + maxRedirects);
        if (!userAgent.matches("[!-~]([ -~]{0,510}[!-~])?"))
            throw new IllegalArgumentException("user-agent is 1 to 512 characters of printable ASCII");
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
                1024,
                10,
                DEFAULT_USER_AGENT,
                SourceHeaders.NONE,
                Tenancy.SHARED,
                Optional.empty(),
                Optional.empty());
    }

    /// An eighth of the heap, because coding an image takes a multiple of its size. At least a quarter more
    /// than the largest image, which is the reserve of the memory budget. At most five times that image,
    /// because the codecs are no faster with thousands of images to choose from than with hundreds.
    public static long defaultBytesInFlight(int maxImageBytes) {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 8, maxImageBytes * 5L / 4, 5L * maxImageBytes);
    }

    /// A copy that may read the files of a folder.
    public FetchSettings withImageFolder(Optional<ImageFolder> folder) {
        return with(maxRedirects, folder, ownImages);
    }

    /// A copy for a server that serves images itself.
    public FetchSettings withOwnImages(OwnImages images) {
        return with(maxRedirects, imageFolder, Optional.of(images));
    }

    /// A copy that follows no redirects.
    public FetchSettings withoutRedirects() {
        return with(0, imageFolder, ownImages);
    }

    private FetchSettings with(int redirects, Optional<ImageFolder> folder, Optional<OwnImages> own) {
        return new FetchSettings(
                fetchTimeout,
                connectTimeout,
                perHost,
                concurrency,
                bytesInFlight,
                maxImageBytes,
                minTransferRate,
                redirects,
                userAgent,
                sourceHeaders,
                tenancy,
                folder,
                own);
    }

    private static void requirePositive(String setting, long value) {
        if (value < 1) throw new IllegalArgumentException(setting + " is more than nothing, not " + value);
    }
}
