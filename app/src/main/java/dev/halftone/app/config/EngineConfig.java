package dev.halftone.app.config;

import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.fetch.SourceHeaders;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.ImageFolder;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.imaging.ImageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Options of the engine.
public final class EngineConfig {
    @ArgGroup(validate = false, heading = "%nFetching images:%n")
    private FetchOptions fetch = new FetchOptions();

    @ArgGroup(validate = false, heading = "%nAllowed addresses:%n")
    private AddressOptions addresses = new AddressOptions();

    @ArgGroup(validate = false, heading = "%nLimits of an image:%n")
    private ImageOptions images = new ImageOptions();

    @ArgGroup(validate = false, heading = "%nLimits of a CSV:%n")
    private CatalogOptions catalog = new CatalogOptions();

    public AddressPolicy addresses() {
        return addresses.policy();
    }

    public CatalogReader.Limits catalog() {
        return catalog.limits();
    }

    /// The engine settings of a command.
    public EngineSettings settings(CommandSettings commandSettings, AddressPolicy policy) {
        return new EngineSettings(
                commandSettings.locations(),
                commandSettings.url(),
                commandSettings.reception(),
                catalog.limits(),
                policy,
                fetch.source(commandSettings.tenancy()).withImageFolder(commandSettings.imageFolder()),
                fetch.retries(),
                images.imaging(),
                commandSettings.work(),
                commandSettings.webhookSecret());
    }

    /// Limits of a CSV.
    public static final class CatalogOptions {
        @Option(
                names = "--max-rows",
                paramLabel = "N",
                converter = Quantity.CountConverter.class,
                defaultValue = "5M",
                description = "Maximum products in a CSV (default: ${DEFAULT-VALUE}).")
        private long maxRows;

        @Option(
                names = "--max-field-chars",
                paramLabel = "N",
                defaultValue = "131072",
                description = "Maximum characters in one cell of a CSV (default: ${DEFAULT-VALUE}).")
        private int maxFieldChars;

        public CatalogReader.Limits limits() {
            return InvalidSettingException.wrap(() -> new CatalogReader.Limits(maxRows, maxFieldChars));
        }
    }

    /// The engine settings that each command decides: folders, URLs and workers.
    ///
    /// @param tenancy whether the command works for several users at once
    /// @param imageFolder whose files the catalogue may name
    public record CommandSettings(
            Tenancy tenancy,
            Optional<ImageFolder> imageFolder,
            Locations locations,
            PublicUrl url,
            SubmissionService.Settings reception,
            WorkerSettings work,
            Optional<WebhookSecret> webhookSecret) {

        /// A copy whose work is traced.
        public CommandSettings withTracing(Tracing tracing) {
            return new CommandSettings(
                    tenancy, imageFolder, locations, url, reception, work.withTracing(tracing), webhookSecret);
        }
    }

    /// How images are fetched and retried.
    public static final class FetchOptions {
        @Option(
                names = "--fetch-timeout",
                paramLabel = "TIME",
                converter = Quantity.DurationConverter.class,
                defaultValue = "30s",
                description =
                        "Maximum time of one attempt to fetch an image, including the transfer (default: ${DEFAULT-VALUE}).")
        private Duration fetchTimeout;

        @Option(
                names = "--connect-timeout",
                paramLabel = "TIME",
                converter = Quantity.DurationConverter.class,
                defaultValue = "5s",
                description = "Maximum time to connect (default: ${DEFAULT-VALUE}).")
        private Duration connectTimeout;

        @Option(
                names = "--retry-first-delay",
                paramLabel = "TIME",
                converter = Quantity.DurationConverter.class,
                defaultValue = "1s",
                description = "Delay before the second attempt; doubles after each one (default: ${DEFAULT-VALUE}).")
        private Duration retryFirstDelay;

        @Option(
                names = "--max-attempts",
                paramLabel = "N",
                defaultValue = "5",
                description = "Maximum attempts at an image with temporary failures (default: ${DEFAULT-VALUE}).")
        private int maxAttempts;

        @Option(
                names = "--per-host",
                paramLabel = "N",
                defaultValue = "16",
                description = "Maximum images fetched at once from one host (default: ${DEFAULT-VALUE}).")
        private int perHost;

        @Option(
                names = "--concurrency",
                paramLabel = "N",
                defaultValue = "128",
                description = "Maximum images fetched at once from all hosts (default: ${DEFAULT-VALUE}).")
        private int concurrency;

        @Option(
                names = "--bytes-in-flight",
                paramLabel = "SIZE",
                converter = ByteSize.ByteSizeConverter.class,
                description = "Memory for images until they are published; at least"
                        + " --max-image-bytes (default: an eighth of the heap, but 1.25 to 5 times --max-image-bytes).")
        private Optional<ByteSize> bytesInFlight = Optional.empty();

        @Option(
                names = "--max-image-bytes",
                paramLabel = "SIZE",
                converter = ByteSize.ByteSizeConverter.class,
                defaultValue = "50MB",
                description = "Maximum size of an image, as received and decompressed (default: ${DEFAULT-VALUE}).")
        private ByteSize maxImageBytes;

        @Option(
                names = "--min-transfer-rate",
                paramLabel = "SIZE",
                converter = ByteSize.ByteSizeConverter.class,
                defaultValue = "1KiB",
                description = "Minimum bytes a second of an image that takes more than 10 s to arrive; 0: any rate"
                        + " (default: ${DEFAULT-VALUE}).")
        private ByteSize minTransferRate;

        @Option(
                names = "--max-redirects",
                paramLabel = "N",
                defaultValue = "10",
                description = "Maximum redirects of one attempt; 0: none (default: ${DEFAULT-VALUE}).")
        private int maxRedirects;

        @Option(
                names = "--user-agent",
                paramLabel = "TEXT",
                description = "User-Agent header for image hosts; name a contact"
                        + " (default: Halftone/VERSION (+https://halftone.dev)).")
        private Optional<String> userAgent = Optional.empty();

        @Option(
                names = "--source-headers",
                paramLabel = "FILE",
                description = "Headers for single image hosts, in lines of HOST Name: value (default: none).")
        private Optional<Path> sourceHeaders = Optional.empty();

        public FetchSettings source(Tenancy tenancy) {
            var usual = FetchSettings.defaults();
            return InvalidSettingException.wrap(() -> new FetchSettings(
                    fetchTimeout,
                    connectTimeout,
                    perHost,
                    concurrency,
                    bytesInFlight(),
                    maxImageBytesInMemory(),
                    minTransferRate.bytes(),
                    maxRedirects,
                    userAgent.orElseGet(usual::userAgent),
                    sourceHeaders.map(SourceHeaderFile::read).orElse(SourceHeaders.NONE),
                    tenancy,
                    Optional.empty(),
                    Optional.empty()));
        }

        private long bytesInFlight() {
            return bytesInFlight
                    .map(ByteSize::bytes)
                    .orElseGet(() -> FetchSettings.defaultBytesInFlight(maxImageBytesInMemory()));
        }

        private int maxImageBytesInMemory() {
            if (maxImageBytes.bytes() > Integer.MAX_VALUE)
                throw new IllegalArgumentException(
                        "max-image-bytes must be at most 2147483647, not " + maxImageBytes.bytes());
            return (int) maxImageBytes.bytes();
        }

        public RetryPolicy retries() {
            var usual = RetryPolicy.defaults();
            return InvalidSettingException.wrap(() -> new RetryPolicy(retryFirstDelay, maxAttempts, usual.random()));
        }
    }

    /// Limits of one image, and the library that processes it.
    public static final class ImageOptions {
        @Option(
                names = "--max-pixels",
                paramLabel = "N",
                converter = Quantity.CountConverter.class,
                defaultValue = "100M",
                description = "Maximum width times height times frames of an image (default: ${DEFAULT-VALUE}).")
        private long maxPixels;

        @Option(
                names = "--max-work",
                paramLabel = "TIME",
                converter = Quantity.DurationConverter.class,
                defaultValue = "20s",
                description = "Maximum processor time of one image (default: ${DEFAULT-VALUE}).")
        private Duration maxWork;

        @Option(
                names = "--codec-memory",
                paramLabel = "SIZE",
                converter = ByteSize.ByteSizeConverter.class,
                description = "Memory for images being decoded and encoded; of images that need more, one at a time"
                        + " (default: a quarter of the machine's memory).")
        private Optional<ByteSize> codecMemory = Optional.empty();

        @Option(
                names = "--libvips",
                paramLabel = "FILE",
                description = "libvips library to use (default: the bundled one, otherwise the system's).")
        private Optional<Path> libvips = Optional.empty();

        public Imaging imaging() {
            return InvalidSettingException.wrap(() -> new Imaging(
                    new ImageLimits(maxPixels, maxWork),
                    libvips,
                    codecMemory.map(ByteSize::bytes).orElseGet(Imaging::defaultCodecMemory)));
        }
    }
}
