package dev.halftone.app;

import dev.halftone.app.security.AuthMode;
import dev.halftone.app.server.ImageServiceSettings;
import dev.halftone.app.server.Server;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.JobService;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.testkit.api.RawHttpClient;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An image service with the real engine and the real codecs, on a free port. It has two secrets for jobs, as while
/// one is being replaced.
public final class ImageServiceFixture implements AutoCloseable {
    public static final int MAX_IMAGES_PER_JOB = 50;
    public static final int MAX_IMAGES_IN_FLIGHT = 60;

    private final ServiceSecrets secrets = JobClient.randomSecrets();
    private final ServiceSecrets oldSecrets = JobClient.randomSecrets();
    private final Engine engine;
    private final Server server;
    private final JobClient client;

    private ImageServiceFixture(Path folder, AddressPolicy addresses) {
        engine = Engine.openForJobs(settings(folder, addresses), CodecFactory.defaults());
        server = Server.startImageService(
                new ServerSettings(
                        0, InetAddress.getLoopbackAddress(), 1, new AuthMode.Open(), folder.resolve("scratch")),
                engine,
                new ImageServiceSettings(
                        new ServiceSecrets(
                                List.of(
                                        oldSecrets.jobs().getFirst(),
                                        secrets.jobs().getFirst()),
                                secrets.callbacks()),
                        new JobService.Limits(MAX_IMAGES_PER_JOB, MAX_IMAGES_IN_FLIGHT),
                        Optional.empty()));
        engine.startWorkers();
        client = new JobClient(server.port(), secrets);
    }

    /// A service that may reach any address.
    public static ImageServiceFixture start(Path folder) {
        return start(folder, AddressPolicy.unrestricted());
    }

    /// A service that may reach the given addresses.
    public static ImageServiceFixture start(Path folder, AddressPolicy addresses) {
        return new ImageServiceFixture(folder, addresses);
    }

    private EngineSettings settings(Path folder, AddressPolicy addresses) {
        return new EngineSettings(
                Locations.in(folder),
                new PublicUrl("http://service.test"),
                new SubmissionService.Settings(1, ""),
                CatalogReader.Limits.defaults(),
                addresses,
                FetchSettings.defaults(),
                new RetryPolicy(Duration.ofMillis(1), 2, new SecureRandom()),
                Imaging.defaults(),
                WorkerSettings.defaults(),
                Optional.of(secrets.callbacks().getFirst()));
    }

    /// A client with the newer secret for jobs.
    public JobClient client() {
        return client;
    }

    /// A client with the secret for jobs that is being replaced. It does not know the secret for callbacks.
    public JobClient oldClient() {
        return new JobClient(server.port(), oldSecrets);
    }

    /// A client that sends requests byte for byte.
    public RawHttpClient rawClient() {
        return new RawHttpClient(server.port());
    }

    public int port() {
        return server.port();
    }

    /// Closes the engine while the server keeps running. Requests that need it then fail.
    public void closeEngine() {
        engine.close();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        engine.close();
    }
}
