package dev.halftone.app;

import dev.halftone.app.security.ApiKeyFile;
import dev.halftone.app.security.AuthMode;
import dev.halftone.app.server.Server;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The real server on a port of its own around the real engine in a folder of its own, with a [FakeImageService]
/// where images would be fetched and coded.
///
/// ```java
/// @RegisterExtension
/// static final LiveServer server = LiveServer.start();
/// ```
public final class ServerFixture implements AfterAllCallback, AutoCloseable {
    public static final String PUBLIC_URL = "http://halftone.test";
    public static final int MAX_UPLOAD_BYTES = 100_000;
    public static final String HEADER = "Serial Number,Product Name,Input Image URLs\r\n";

    /// One product with one image.
    public static final String CSV = HEADER + "001,Chair,http://a.test/1.jpg\r\n";

    private final Path folder;
    private final AuthMode authMode;
    private final Engine engine;
    private final Server server;
    private final ApiClient client;
    private final List<FakeImageService> imageService;

    private ServerFixture(Path folder, AuthMode authMode, Engine engine, List<FakeImageService> studio) {
        this.folder = folder;
        this.authMode = authMode;
        this.engine = engine;
        this.imageService = studio;
        engine.startWorkers();
        server = startAnother(0);
        client = new ApiClient(server.port());
    }

    public static ServerFixture start() {
        return start(AddressPolicy.defaults());
    }

    public static ServerFixture start(AddressPolicy addresses) {
        return start(addresses, new AuthMode.Open());
    }

    /// A server that only holders of keys may use.
    public static ServerFixture start(ApiKeyFile keys) {
        return start(AddressPolicy.defaults(), AuthMode.of(Optional.of(keys)));
    }

    private static ServerFixture start(AddressPolicy addresses, AuthMode authMode) {
        var folder = newFolder();
        var studio = new ArrayList<FakeImageService>();
        var engine = Engine.open(settings(folder, addresses), (guard, images) -> {
            studio.add(new FakeImageService(images));
            return studio.getFirst();
        });
        return new ServerFixture(folder, authMode, engine, studio);
    }

    /// One that has no [FakeImageService], but fetches images from anywhere and codes them.
    public static ServerFixture startWithRealImages() {
        return startWithRealImages(new AuthMode.Open());
    }

    /// The same, for holders of keys only.
    public static ServerFixture startWithRealImages(ApiKeyFile keys) {
        return startWithRealImages(AuthMode.of(Optional.of(keys)));
    }

    private static ServerFixture startWithRealImages(AuthMode authMode) {
        var folder = newFolder();
        var engine = Engine.open(settings(folder, AddressPolicy.unrestricted()));
        return new ServerFixture(folder, authMode, engine, List.of());
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("halftone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EngineSettings settings(Path folder, AddressPolicy addresses) {
        return new EngineSettings(
                Locations.in(folder),
                new PublicUrl(PUBLIC_URL),
                new RequestService.Settings(MAX_UPLOAD_BYTES, PUBLIC_URL + "/processed_images/"),
                CatalogReader.Limits.defaults(),
                addresses,
                FetchSettings.defaults(),
                new RetryPolicy(Duration.ofMillis(1), 3, new SecureRandom()),
                Imaging.defaults(),
                WorkerSettings.defaults(),
                Optional.empty());
    }

    /// Another server around the same engine.
    public Server startAnother(int port) {
        var scratch = folder.resolve("scratch");
        return Server.start(
                new ServerSettings(port, InetAddress.getLoopbackAddress(), MAX_UPLOAD_BYTES, authMode, scratch),
                engine);
    }

    public ApiClient client() {
        return client;
    }

    public RawHttpClient rawClient() {
        return new RawHttpClient(server.port());
    }

    public int port() {
        return server.port();
    }

    public FakeImageService imageService() {
        return imageService.getFirst();
    }

    public Path folder() {
        return folder;
    }

    /// The uploads that lie on disk: those on their way and those kept.
    public List<Path> uploads() {
        return files(folder).stream()
                .filter(file -> file.startsWith(folder.resolve("uploads"))
                        || file.startsWith(folder.resolve("scratch").resolve("parts")))
                .filter(Files::isRegularFile)
                .toList();
    }

    /// Ends the engine under the running server, as no operator would.
    public void closeEngine() {
        engine.close();
    }

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
