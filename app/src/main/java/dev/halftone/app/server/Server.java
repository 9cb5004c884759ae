package dev.halftone.app.server;

import dev.halftone.engine.Engine;
import java.net.BindException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/// The HTTP server around an engine: the API, the page, health and metrics. It does not work images off: the engine
/// does.
public final class Server implements AutoCloseable {
    private final AnnotationConfigServletWebServerApplicationContext context;
    private final InetAddress bind;

    private Server(AnnotationConfigServletWebServerApplicationContext context, InetAddress bind) {
        this.bind = bind;
        this.context = context;
    }

    /// Starts the server; when this returns it answers.
    ///
    /// @throws Server.ServerStartException when it cannot listen where it is told to
    public static Server start(ServerSettings settings, Engine engine) {
        // Tomcat logs through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var context = new AnnotationConfigServletWebServerApplicationContext();
        // As singletons of somebody else's: what Spring makes itself it also closes, the engine included.
        context.getBeanFactory().registerSingleton("settings", settings);
        context.getBeanFactory().registerSingleton("engine", engine);
        context.register(TomcatConfig.class, MvcConfig.class, ControllerConfig.class);
        try {
            context.refresh();
        } catch (RuntimeException e) {
            throw ServerStartException.from(settings, e);
        }
        return new Server(context, settings.bind());
    }

    /// The port that it listens on.
    public int port() {
        return webServer().getPort();
    }

    /// Where it listens, as a URL.
    public String address() {
        var host = bind.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private WebServer webServer() {
        return Objects.requireNonNull(context.getWebServer());
    }

    /// Takes no more calls, ends event streams, and lets other calls under way end, for ten seconds at most.
    @Override
    public void close() {
        context.close();
    }

    /// The server cannot listen; the message says why, to whoever started it.
    public static final class ServerStartException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private ServerStartException(String message, RuntimeException cause) {
            super(message, cause);
        }

        /// The exception that a failed start is to end with: this one, or where the fault is ours, the
        /// failure itself.
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
