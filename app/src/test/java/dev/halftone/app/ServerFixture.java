package dev.halftone.app;

import dev.halftone.app.security.ApiKeyFile;
import dev.halftone.app.security.AuthMode;
import dev.halftone.app.server.Server;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.app.web.SampleCatalog;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.RawHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The real server and the real engine, on a free port and in a temporary folder. A [FakeImageService] replaces
/// fetching
/// and recompressing images, unless the test asks for the real one.
///
/// ```java
/// @RegisterExtension
/// static final ServerFixture server = ServerFixture.start();
/// ```
public final class ServerFixture implements AfterAllCallback, AutoCloseable {
    /// The URL under which the server believes it is reached.
    public static final String PUBLIC_URL = "http://halftone.test";

    /// The secrets of an image service elsewhere, of which the server knows nothing but these.
    public static final ServiceSecrets SERVICE_SECRETS = JobClient.randomSecrets();
    public static final int MAX_UPLOAD_BYTES = 100_000;
    public static final String HEADER = "Serial Number,Product Name,Input Image URLs\r\n";

    /// One product with one image.
    public static final String CSV = HEADER + "001,Chair,http://a.test/1.jpg\r\n";

    private final Path folder;
    private final AuthMode authMode;
    private final Engine engine;
    private final Server server;
    private final ApiClient client;
    private final Optional<FakeImageService> imageService;

    private ServerFixture(Path folder, AuthMode authMode, Engine engine, Optional<FakeImageService> imageService) {
        this.folder = folder;
        this.authMode = authMode;
        this.engine = engine;
        this.imageService = imageService;
        engine.startWorkers();
        server = startAnother(0);
        client = new ApiClient(server.port());
    }

    /// A server without API keys that may reach public addresses only.
    public static ServerFixture start() {
        return start(AddressPolicy.defaults());
    }

    /// A server without API keys that may reach the given addresses.
    public static ServerFixture start(AddressPolicy addresses) {
        return start(addresses, new AuthMode.Open(), WorkerSettings.defaults());
    }

    /// A server that deletes requests so long after their end.
    public static ServerFixture startWithRetention(Duration retention) {
        return start(
                AddressPolicy.defaults(),
                new AuthMode.Open(),
                WorkerSettings.defaults().withRetention(retention));
    }

    /// A server that requires an API key.
    public static ServerFixture start(ApiKeyFile keys) {
        return start(AddressPolicy.defaults(), AuthMode.of(Optional.of(keys)), WorkerSettings.defaults());
    }

    private static ServerFixture start(AddressPolicy addresses, AuthMode authMode, WorkerSettings workers) {
        var folder = newFolder();
        var created = new AtomicReference<FakeImageService>();
        var engine = Engine.open(settings(folder, addresses, workers), (_, images) -> {
            created.set(new FakeImageService(images));
            return created.get();
        });
        return new ServerFixture(folder, authMode, engine, Optional.of(created.get()));
    }

    /// A server without a [FakeImageService]: it fetches images from any address and recompresses them.
    public static ServerFixture startWithRealImages() {
        return startWithRealImages(new AuthMode.Open());
    }

    /// Like [#startWithRealImages()], but requires an API key.
    public static ServerFixture startWithRealImages(ApiKeyFile keys) {
        return startWithRealImages(AuthMode.of(Optional.of(keys)));
    }

    private static ServerFixture startWithRealImages(AuthMode authMode) {
        var folder = newFolder();
        var engine = Engine.open(settings(folder, AddressPolicy.unrestricted(), WorkerSettings.defaults()));
        return new ServerFixture(folder, authMode, engine, Optional.empty());
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("halftone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EngineSettings settings(Path folder, AddressPolicy addresses, WorkerSettings workers) {
        var publicUrl = new PublicUrl(PUBLIC_URL);
        var settings = new EngineSettings(
                Locations.in(folder),
                publicUrl,
                new SubmissionService.Settings(MAX_UPLOAD_BYTES, PUBLIC_URL + "/processed_images/"),
                CatalogReader.Limits.defaults(),
                addresses,
                FetchSettings.defaults(),
                new RetryPolicy(Duration.ofMillis(1), 3, new SecureRandom()),
                Imaging.defaults(),
                workers,
                Optional.empty());
        return settings.withOwnImages(SampleCatalog.at(publicUrl).images());
    }

    /// Starts another server for the same engine.
    ///
    /// @param port 0 for any free port
    public Server startAnother(int port) {
        return startAnother(port, ServerSettings.Limits.defaults());
    }

    /// Starts another server for the same engine, with other limits.
    ///
    /// @param port 0 for any free port
    public Server startAnother(int port, ServerSettings.Limits limits) {
        return startAnother(port, settings -> settings.withLimits(limits));
    }

    /// Starts another server for the same engine, with other settings.
    ///
    /// @param port 0 for any free port
    public Server startAnother(int port, UnaryOperator<ServerSettings> change) {
        var settings = new ServerSettings(
                port, InetAddress.getLoopbackAddress(), MAX_UPLOAD_BYTES, authMode, folder.resolve("scratch"));
        return Server.start(change.apply(settings), engine, Optional.of(SERVICE_SECRETS));
    }

    /// A client of the server. It is closed with the server.
    public ApiClient client() {
        return client;
    }

    /// A client that sends requests byte for byte.
    public RawHttpClient rawClient() {
        return new RawHttpClient(server.port());
    }

    /// The port that the server listens at.
    public int port() {
        return server.port();
    }

    /// The fake image service.
    ///
    /// @throws java.util.NoSuchElementException if the server has the real one
    public FakeImageService imageService() {
        return imageService.orElseThrow();
    }

    /// The folder that holds all data of the server.
    public Path folder() {
        return folder;
    }

    /// The files of uploads on disk, both incomplete and stored.
    public List<Path> uploads() {
        return files(folder).stream()
                .filter(file -> file.startsWith(folder.resolve("uploads"))
                        || file.startsWith(folder.resolve("scratch").resolve("parts")))
                .filter(Files::isRegularFile)
                .toList();
    }

    /// Closes the engine while the server keeps running. Requests that need it then fail.
    public void closeEngine() {
        engine.close();
    }

    /// Stops the server and leaves the engine open.
    public void stopServer() {
        server.close();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        engine.close();
        files(folder).reversed().forEach(ServerFixture::delete);
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }
}
