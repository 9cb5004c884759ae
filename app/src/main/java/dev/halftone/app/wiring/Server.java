package dev.halftone.app.wiring;

import dev.halftone.engine.Engine;
import java.net.InetAddress;
import java.util.Objects;
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
    /// @throws ServerNotStarted when it cannot listen where it is told to
    public static Server start(ServeSettings settings, Engine engine) {
        // Tomcat logs through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var context = new AnnotationConfigServletWebServerApplicationContext();
        // As singletons of somebody else's: what Spring makes itself it also closes, the engine included.
        context.getBeanFactory().registerSingleton("settings", settings);
        context.getBeanFactory().registerSingleton("engine", engine);
        context.register(HttpServer.class, Mvc.class, Entrance.class, Calls.class);
        try {
            context.refresh();
        } catch (RuntimeException e) {
            throw ServerNotStarted.because(settings, e);
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
}
