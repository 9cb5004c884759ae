package dev.halftone.app.config;

import dev.halftone.app.security.ApiKeyFile;
import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionSecret;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.app.web.CorsPolicy;
import dev.halftone.app.web.StatusWatcher;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.engine.webhook.WebhookSecret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// Options of the server: address, access, folders, limits and roles.
public final class ServerConfig extends NodeOptions {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "TCP port to listen on; 0: any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; needs --api-keys or --open unless it is a loopback address (default: ${DEFAULT-VALUE}).")
    private InetAddress bind;

    @Option(
            names = "--open",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Let anyone who can reach the address use the server.")
    private boolean open;

    @Option(
            names = "--api-keys",
            paramLabel = "FILE",
            description = "Require a key from this file; halftone keys creates them.")
    private Optional<Path> apiKeys = Optional.empty();

    @Option(
            names = "--cors-origins",
            split = ",",
            paramLabel = "ORIGIN",
            description = "Sites whose pages may use the API with a key, such as https://shop.example; *: all"
                    + " (default: none).")
    private List<String> corsOrigins = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder for the database, uploads and images (default: ./${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--storage",
            paramLabel = "URL",
            description = "Bucket for uploads and images, s3://BUCKET/PREFIX (default: the data folder).")
    private Optional<String> storage = Optional.empty();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "Object store that has the bucket (default: AWS).")
    private Optional<String> s3Endpoint = Optional.empty();

    @Option(
            names = "--s3-region",
            paramLabel = "NAME",
            description =
                    "Region of the bucket (default: that of the AWS configuration, or us-east-1 with an endpoint).")
    private Optional<String> s3Region = Optional.empty();

    @Option(
            names = "--images-url",
            paramLabel = "URL",
            description =
                    "URL of a CDN or public bucket in front of the images (default: PUBLIC-URL/processed_images).")
    private Optional<String> imagesUrl = Optional.empty();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Public URL of the server (default: http://localhost:PORT).")
    private Optional<String> publicUrl = Optional.empty();

    @Option(
            names = "--max-upload-bytes",
            paramLabel = "SIZE",
            converter = ByteSize.ByteSizeConverter.class,
            defaultValue = "1GiB",
            description = "Maximum size of a CSV (default: ${DEFAULT-VALUE}).")
    private ByteSize maxUploadBytes;

    @Option(
            names = "--max-open-requests",
            paramLabel = "N",
            converter = Quantity.CountConverter.class,
            defaultValue = "10000",
            description =
                    "Maximum open requests of one key, or in total without keys" + " (default: ${DEFAULT-VALUE}).")
    private long maxOpenRequests;

    @Option(
            names = "--max-event-streams",
            paramLabel = "N",
            description = "Maximum event streams at once (default: half of --max-connections).")
    private Optional<Integer> maxEventStreams = Optional.empty();

    @Option(
            names = "--max-event-streams-per-key",
            paramLabel = "N",
            description = "Maximum event streams of one key, or in total without keys"
                    + " (default: half of --max-event-streams).")
    private Optional<Integer> maxEventStreamsPerKey = Optional.empty();

    @Option(
            names = "--retention",
            paramLabel = "TIME",
            converter = Quantity.DurationConverter.class,
            defaultValue = "0",
            description =
                    "How long a request and its images are kept after its end; 0: forever (default: ${DEFAULT-VALUE}).")
    private Duration retention;

    @Option(
            names = "--webhook-secret",
            paramLabel = "whsec_…",
            description =
                    "Signs webhooks of requests without a secret of their own (default: one stored in the data folder).")
    private Optional<String> webhookSecret = Optional.empty();

    @Option(
            names = "--session-secret",
            paramLabel = "TEXT",
            description = "Signs the page's sessions; 32 to 128 characters (default: one stored in the data folder).")
    private Optional<String> sessionSecret = Optional.empty();

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            defaultValue = "api,worker",
            description = "api takes requests, worker processes images; alone, it serves health and metrics only"
                    + " (default: ${DEFAULT-VALUE}).")
    private Set<Role> roles = EnumSet.allOf(Role.class);

    @Option(
            names = "--otlp-endpoint",
            paramLabel = "URL",
            description = "Send traces to the OpenTelemetry collector at this URL, by OTLP over HTTP (default: none).")
    private Optional<URI> otlpEndpoint = Optional.empty();

    /// What a node does.
    public enum Role {
        API,
        WORKER
    }

    public boolean hasRole(Role role) {
        return roles.contains(role);
    }

    public int port() {
        return checkedPort(port);
    }

    /// Where traces are sent.
    public Optional<URI> otlpEndpoint() {
        otlpEndpoint.ifPresent(url -> {
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()))
                throw new InvalidSettingException("otlp-endpoint must be an http or https URL, not " + url);
        });
        return otlpEndpoint;
    }

    /// The address to listen on. For the role `api`, anything but a loopback address requires API keys or an explicit
    /// `--open`.
    public InetAddress bind() {
        if (hasRole(Role.API) && !bind.isLoopbackAddress() && apiKeys.isEmpty() && !open)
            throw new InvalidSettingException(("bind %s would let others in, and anyone could use the server;"
                            + " --api-keys FILE requires a key, --open allows everyone")
                    .formatted(bind.getHostAddress()));
        return bind;
    }

    /// Whether other machines can use the server without a key.
    public boolean isOpenToNetwork() {
        return hasRole(Role.API) && apiKeys.isEmpty() && !bind.isLoopbackAddress();
    }

    /// Who may use the server.
    public AuthMode authMode() {
        return InvalidSettingException.wrap(() -> AuthMode.of(apiKeys.map(ApiKeyFile::new)));
    }

    /// The other sites whose pages may use the API.
    public CorsPolicy cors() {
        return InvalidSettingException.wrap(() -> new CorsPolicy(corsOrigins));
    }

    public Path data() {
        return data;
    }

    public long maxUploadBytes() {
        return maxUploadBytes.bytes();
    }

    /// The secret of sessions. Without a setting, it is read from the data folder, or created there.
    public SessionSecret sessionSecret() {
        return InvalidSettingException.wrap(() -> sessionSecret
                .map(SessionSecret::new)
                .orElseGet(() -> SessionSecret.in(data.resolve("session-secret"))));
    }

    /// How many clients may be connected, checked against the heap.
    ///
    /// @throws InvalidSettingException when the settings can take more heap than there is
    public ServerSettings.Limits limits(EngineSettings engine, HeapNeed.Machine machine) {
        return limits(engine, machine, this::limits);
    }

    private ServerSettings.Limits limits(int connections) {
        var usual = ServerSettings.Limits.ofConnections(connections).eventStreams();
        var streams = maxEventStreams.orElse(usual.streams());
        return new ServerSettings.Limits(
                connections, new StatusWatcher.Limits(streams, maxEventStreamsPerKey.orElse(Math.max(1, streams / 2))));
    }

    /// The engine settings of the server.
    ///
    /// @param port the actual port, after 0 was resolved
    public EngineConfig.CommandSettings commandSettings(int port) {
        var url = new PublicUrl(publicUrl.orElse("http://localhost:" + port));
        return InvalidSettingException.wrap(() -> new EngineConfig.CommandSettings(
                Tenancy.SHARED,
                Optional.empty(),
                locations(data, storage()),
                url,
                new SubmissionService.Settings(maxUploadBytes.bytes(), maxOpenRequests, imageBaseUrl(url)),
                WorkerSettings.defaults().withRetention(retention),
                webhookSecret.map(WebhookSecret::new)));
    }

    private StorageLocation storage() {
        if (storage.isPresent()) return StorageLocation.Bucket.of(storage.get(), s3Endpoint, s3Region);
        if (s3Endpoint.isPresent() || s3Region.isPresent())
            throw new IllegalArgumentException("s3-endpoint and s3-region need --storage s3://BUCKET");
        return new StorageLocation.Folder(data.resolve("images"));
    }

    private String imageBaseUrl(PublicUrl url) {
        if (imagesUrl.isEmpty()) return url.images();
        if (new SourceUrl(imagesUrl.get()).problem().isPresent())
            throw new IllegalArgumentException(
                    "images-url must be a URL that begins with http:// or https://, not " + imagesUrl.get());
        return new PublicUrl(imagesUrl.get()).base() + "/";
    }
}
