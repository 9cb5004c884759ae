package dev.halftone.app.config;

import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionSecret;
import dev.halftone.app.server.ImageServiceSettings;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.app.web.CorsPolicy;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.JobService;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.WorkerSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Options of an image service.
public final class ImageServiceOptions {
    @Option(
            names = "--image-service-secret",
            paramLabel = "FILE",
            required = true,
            description = "File with lines \"jobs whsec_…\" and \"callbacks whsec_…\", the signing secrets.")
    private Path secret;

    @ArgGroup(validate = false, heading = "%nThe service:%n")
    private ServiceOptions service = new ServiceOptions();

    @ArgGroup(validate = false, heading = "%nFetching images:%n")
    private EngineConfig.FetchOptions fetch = new EngineConfig.FetchOptions();

    @ArgGroup(validate = false, heading = "%nAllowed addresses:%n")
    private AddressOptions addresses = new AddressOptions();

    @ArgGroup(validate = false, heading = "%nLimits of an image:%n")
    private EngineConfig.ImageOptions images = new EngineConfig.ImageOptions();

    /// Those of the service itself.
    static final class ServiceOptions extends NodeOptions {
        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "8081",
                description = "TCP port to listen on; 0: any free port (default: ${DEFAULT-VALUE}).")
        private int port;

        @Option(
                names = "--bind",
                paramLabel = "ADDRESS",
                defaultValue = "127.0.0.1",
                description = "Address to listen on (default: ${DEFAULT-VALUE}).")
        private InetAddress bind;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "image-service-data",
                description = "Folder for the database and images (default: ./${DEFAULT-VALUE}).")
        private Path data;

        @Option(
                names = "--public-url",
                paramLabel = "URL",
                description = "Public URL of the service, where results are fetched"
                        + " (default: the host that the job was sent to).")
        private Optional<String> publicUrl = Optional.empty();

        @Option(
                names = "--max-images-per-job",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Maximum images of one job, at most 10000 (default: ${DEFAULT-VALUE}).")
        private int maxImagesPerJob;

        @Option(
                names = "--max-images-in-flight",
                paramLabel = "N",
                defaultValue = "10000",
                description = "Maximum unfinished images of all jobs together (default: ${DEFAULT-VALUE}).")
        private int maxImagesInFlight;

        @Option(
                names = "--retention",
                paramLabel = "TIME",
                converter = Quantity.DurationConverter.class,
                defaultValue = "1d",
                description = "How long a job, its results and its images are kept after its end; 0: forever"
                        + " (default: ${DEFAULT-VALUE}).")
        private Duration retention;
    }

    public int port() {
        return NodeOptions.checkedPort(service.port);
    }

    public InetAddress bind() {
        return service.bind;
    }

    /// The secrets and limits of jobs.
    public ImageServiceSettings jobs() {
        return InvalidSettingException.wrap(() -> new ImageServiceSettings(
                ServiceSecrets.read(secret),
                new JobService.Limits(service.maxImagesPerJob, service.maxImagesInFlight),
                service.publicUrl.map(PublicUrl::new)));
    }

    /// The engine settings of the service. No uploads come, and the secret for callbacks signs the webhooks.
    ///
    /// @param port the actual port, after 0 was resolved
    public EngineSettings engineSettings(int port, ServiceSecrets secrets) {
        var url = new PublicUrl(service.publicUrl.orElse("http://localhost:" + port));
        return InvalidSettingException.wrap(() -> new EngineSettings(
                service.locations(service.data),
                url,
                new SubmissionService.Settings(SubmissionService.Settings.DEFAULT_MAX_UPLOAD_BYTES, url.images()),
                CatalogReader.Limits.defaults(),
                addresses.policy(),
                fetch.source(Tenancy.SHARED),
                fetch.retries(),
                images.imaging(),
                WorkerSettings.defaults().withRetention(service.retention),
                Optional.of(secrets.callbacks().getFirst())));
    }

    /// How many clients may be connected, checked against the heap.
    ///
    /// @throws InvalidSettingException when the settings can take more heap than there is
    public ServerSettings.Limits limits(EngineSettings engine, HeapNeed.Machine machine) {
        return service.limits(engine, machine, ServerSettings.Limits::ofConnections);
    }

    /// The server settings of the service. Signatures take the place of API keys.
    public ServerSettings serverSettings(int port, ServerSettings.Limits limits) {
        return InvalidSettingException.wrap(() -> new ServerSettings(
                port,
                service.bind,
                SubmissionService.Settings.DEFAULT_MAX_UPLOAD_BYTES,
                new AuthMode.Open(),
                SessionSecret.random(),
                service.clientTimeout(),
                limits,
                service.data.resolve("scratch"),
                new CorsPolicy(List.of()),
                service.accessLog(service.data)));
    }
}
