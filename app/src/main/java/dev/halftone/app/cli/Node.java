package dev.halftone.app.cli;

import dev.halftone.app.config.ByteSize;
import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.HeapNeed;
import dev.halftone.app.config.ImageServiceOptions;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.config.ServerConfig;
import dev.halftone.app.config.ServerConfig.Role;
import dev.halftone.app.security.SessionSecret;
import dev.halftone.app.server.ImageServiceSettings;
import dev.halftone.app.server.OpenTelemetryTracing;
import dev.halftone.app.server.Server;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.app.web.SampleCatalog;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.database.DatabaseUnavailableException;
import dev.halftone.engine.imageservice.RemoteSettings;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.storage.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// A running engine, and a server if the node has the role `api`.
final class Node implements AutoCloseable {
    static final String CARRIER_THREADS = "jdk.virtualThreadScheduler.parallelism";

    private static final int CARRIER_THREADS_PER_PROCESSOR = 2;

    private final Engine engine;
    private final Server server;

    private Node(Engine engine, Server server) {
        this.engine = engine;
        this.server = server;
    }

    /// A node that takes uploads.
    ///
    /// @param remote the image service that processes its images; empty to process them here
    static Node open(
            CodecFactory codecFactory,
            ServerConfig options,
            Optional<RemoteSettings> remote,
            EngineConfig engineConfig,
            AddressPolicy addresses) {
        if (!options.hasRole(Role.API) && !options.hasRole(Role.WORKER))
            throw new InvalidSettingException("roles must name at least one of api, worker");
        configureCarrierThreads();
        var port = options.port() == 0 ? freePort(options.bind()) : options.port();
        var tracing = options.otlpEndpoint()
                .map(endpoint -> OpenTelemetryTracing.open(endpoint, ProductVersion.text()))
                .orElse(Tracing.NONE);
        var commandSettings = options.commandSettings(port).withTracing(tracing);
        var engineSettings = engineConfig
                .settings(commandSettings, addresses)
                .withOwnImages(SampleCatalog.at(commandSettings.url()).images());
        var settings = serverSettings(options, port, engineSettings);
        Supplier<Engine> engine = () -> remote.map(elsewhere -> Engine.openRemote(engineSettings, elsewhere))
                .orElseGet(() -> Engine.open(engineSettings, codecFactory));
        return open(engineSettings, () -> open(engine.get(), options, settings, remote));
    }

    /// A node that takes jobs instead of uploads.
    static Node openImageService(CodecFactory codecFactory, ImageServiceOptions options) {
        configureCarrierThreads();
        var jobs = options.jobs();
        var port = options.port() == 0 ? freePort(options.bind()) : options.port();
        var engineSettings = options.engineSettings(port, jobs.secrets());
        var machine = HeapNeed.Machine.current();
        var limits = logged(options.limits(engineSettings, machine), engineSettings, machine);
        var settings = options.serverSettings(port, limits);
        return open(engineSettings, () -> openImageService(codecFactory, engineSettings, settings, jobs));
    }

    private static Node openImageService(
            CodecFactory codecFactory,
            EngineSettings engineSettings,
            ServerSettings settings,
            ImageServiceSettings jobs) {
        var engine = Engine.openForJobs(engineSettings, codecFactory);
        try {
            var server = Server.startImageService(settings, engine, jobs);
            engine.startWorkers();
            return new Node(engine, server);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Node open(EngineSettings engineSettings, Supplier<Node> opening) {
        try {
            return opening.get();
        } catch (DatabaseUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException e) {
            throw DatabaseFault.of(e)
                    .<RuntimeException>map(
                            fault -> new DatabaseUnavailableException(databasePlace(engineSettings), fault, e))
                    .orElse(e);
        }
    }

    /// A URL may contain a password.
    private static String databasePlace(EngineSettings engineSettings) {
        var locations = engineSettings.locations();
        return locations
                .database()
                .map(url -> url.replaceFirst("^jdbc:sqlite:", "").replaceFirst("[?].*", ""))
                .filter(file -> !file.startsWith("jdbc:"))
                .orElseGet(() -> locations.database().isPresent()
                        ? "PostgreSQL"
                        : DataFolder.databaseFile(locations.data()).toString());
    }

    private static Node open(
            Engine engine, ServerConfig options, ServerSettings settings, Optional<RemoteSettings> remote) {
        try {
            var server = options.hasRole(Role.API)
                    // The engine has locked the data folder, where the secret may be.
                    ? Server.start(
                            settings.withSessionSecret(options.sessionSecret()),
                            engine,
                            remote.map(RemoteSettings::secrets))
                    : Server.startMonitoring(settings, engine);
            if (options.hasRole(Role.WORKER)) engine.startWorkers();
            return new Node(engine, server);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static ServerSettings serverSettings(ServerConfig options, int port, EngineSettings engineSettings) {
        return InvalidSettingException.wrap(() -> new ServerSettings(
                port,
                options.bind(),
                options.maxUploadBytes(),
                options.authMode(),
                SessionSecret.random(),
                options.clientTimeout(),
                limits(options, engineSettings),
                options.data().resolve("scratch"),
                options.cors(),
                options.accessLog(options.data())));
    }

    private static ServerSettings.Limits limits(ServerConfig options, EngineSettings engineSettings) {
        var machine = HeapNeed.Machine.current();
        return logged(options.limits(engineSettings, machine), engineSettings, machine);
    }

    private static ServerSettings.Limits logged(
            ServerSettings.Limits limits, EngineSettings engineSettings, HeapNeed.Machine machine) {
        LoggerFactory.getLogger(Node.class)
                .info(
                        "heap: at most {}, of {}; connections: at most {}",
                        HeapNeed.of(engineSettings, limits, machine),
                        new ByteSize(machine.heap()),
                        limits.connections());
        return limits;
    }

    /// Chosen before the server listens, because the engine's links contain it.
    private static int freePort(InetAddress bind) {
        try (var socket = new ServerSocket(0, 1, bind)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port at " + bind, e);
        }
    }

    /// Says that it is ready, and waits for a signal that stops the process.
    void serveUntilStopped(CliEnvironment cliEnvironment, GracefulShutdown end) {
        end.started();
        cliEnvironment.out().println("listening on " + address());
        if (!isSupervised(cliEnvironment.environment()))
            LoggerFactory.getLogger(Node.class)
                    .info("nothing restarts this process; if it ends, start it again, and it resumes");
        cliEnvironment.out().println("Halftone is ready at " + url().base());
        try {
            // Never counted down: a signal interrupts the wait.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            cliEnvironment.err().println("stopped; unfinished work resumes at the next start");
        }
    }

    /// Whether something starts this process again when it ends: systemd, Kubernetes, or what runs process 1 of
    /// a container.
    private static boolean isSupervised(Map<String, String> environment) {
        return environment.containsKey("INVOCATION_ID")
                || environment.containsKey("KUBERNETES_SERVICE_HOST")
                || ProcessHandle.current().pid() == 1;
    }

    Engine engine() {
        return engine;
    }

    /// The address it listens on.
    String address() {
        return server.address();
    }

    PublicUrl url() {
        return engine.publicUrl();
    }

    /// Closes the server before the engine, so that no request is accepted that the engine can no longer
    /// process. While the last HTTP requests end, no new chunk is started.
    @Override
    public void close() {
        engine.stopClaiming();
        server.close();
        engine.close();
        engine.tracing().close();
    }

    /// Doubles the carrier threads of virtual threads (JEP 444), unless the operator has set their number. It
    /// takes effect before the first virtual thread starts.
    ///
    /// The JVM's default is one a processor. A ready virtual thread waits in line for one, so an HTTP request
    /// would wait behind images being fetched. With two a processor, the operating system shares the
    /// processors among them in slices of milliseconds.
    static void configureCarrierThreads() {
        if (System.getProperty(CARRIER_THREADS) != null) return;
        var threads = CARRIER_THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        System.setProperty(CARRIER_THREADS, Integer.toString(threads));
    }
}
