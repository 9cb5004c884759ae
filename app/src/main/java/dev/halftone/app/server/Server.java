package dev.halftone.app.server;

import dev.halftone.engine.Engine;
import dev.halftone.engine.imageservice.ServiceSecrets;
import java.net.BindException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/// The HTTP server around an engine: API, page, health and metrics. The engine processes the images.
public final class Server implements AutoCloseable {
    private final AnnotationConfigServletWebServerApplicationContext context;
    private final InetAddress bind;

    private Server(AnnotationConfigServletWebServerApplicationContext context, InetAddress bind) {
        this.bind = bind;
        this.context = context;
    }

    /// Starts the server. When this returns, it accepts requests.
    ///
    /// @throws Server.ServerStartException when it cannot listen on the address and port
    public static Server start(ServerSettings settings, Engine engine) {
        return start(settings, engine, Optional.empty());
    }

    /// The same, with the secrets of an image service elsewhere, which sends callbacks.
    public static Server start(ServerSettings settings, Engine engine, Optional<ServiceSecrets> secrets) {
        var parts =
                secrets.map(known -> Map.<String, Object>of("secrets", known)).orElseGet(Map::of);
        return start(settings, engine, ControllerConfig.class, parts);
    }

    /// Starts the server of an image service.
    ///
    /// @throws Server.ServerStartException when it cannot listen on the address and port
    public static Server startImageService(ServerSettings settings, Engine engine, ImageServiceSettings jobs) {
        return start(settings, engine, ImageServiceConfig.class, Map.of("jobs", jobs));
    }

    /// Starts the server of a node that only works: health checks and metrics.
    ///
    /// @throws Server.ServerStartException when it cannot listen on the address and port
    public static Server startMonitoring(ServerSettings settings, Engine engine) {
        return start(settings, engine, WorkerConfig.class, Map.of());
    }

    /// @param controllers the configuration of the other controllers
    /// @param parts what they need besides the settings and the engine
    private static Server start(
            ServerSettings settings, Engine engine, Class<?> controllers, Map<String, Object> parts) {
        // Tomcat logs through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var context = new AnnotationConfigServletWebServerApplicationContext();
        // Registered as singletons, because Spring would close beans that it created itself, the engine
        // included.
        context.getBeanFactory().registerSingleton("settings", settings);
        context.getBeanFactory().registerSingleton("engine", engine);
        parts.forEach(context.getBeanFactory()::registerSingleton);
        context.register(TomcatConfig.class, MvcConfig.class, MonitoringConfig.class, controllers);
        try {
            context.refresh();
        } catch (RuntimeException e) {
            throw ServerStartException.from(settings, e);
        }
        return new Server(context, settings.bind());
    }

    /// The port it listens on.
    public int port() {
        return webServer().getPort();
    }

    /// The URL it listens on.
    public String address() {
        var host = bind.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private WebServer webServer() {
        return Objects.requireNonNull(context.getWebServer());
    }

    /// Stops accepting requests, ends event streams, and waits at most ten seconds for other requests to
    /// finish.
    @Override
    public void close() {
        context.close();
    }

    /// The server cannot listen. The message tells the operator why.
    public static final class ServerStartException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private ServerStartException(String message, RuntimeException cause) {
            super(message, cause);
        }

        /// The exception for a failed start: this one if the port cannot be bound, otherwise the failure
        /// itself.
        static RuntimeException from(ServerSettings settings, RuntimeException failure) {
            return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                    .filter(BindException.class::isInstance)
                    .findFirst()
                    .<RuntimeException>map(bind -> new ServerStartException(
                            "cannot listen on %s, port %d: %s"
                                    .formatted(settings.bind().getHostAddress(), settings.port(), bind.getMessage()),
                            failure))
                    .orElse(failure);
        }
    }
}
