package dev.halftone.app.server;

import dev.halftone.app.slowclient.MinBodyRateValve;
import dev.halftone.app.slowclient.SlowClientProtocol;
import dev.halftone.app.web.BodyLimitValve;
import dev.halftone.app.web.Metrics;
import dev.halftone.app.web.ProblemValve;
import dev.halftone.app.web.RequestIdValve;
import dev.halftone.app.web.RequestMetricsFilter;
import dev.halftone.app.web.UnhandledErrorFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

/// Sets up Tomcat: HTTP/1.1, one virtual thread for each request, and timeouts for clients that stall.
@Configuration(proxyBeanMethods = false)
final class TomcatConfig {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    /// Large enough for any sensible path, so that a name that is too long gets 404 and not 400.
    private static final int HEADER_BYTES = 32 * 1024;

    /// Allowed so that a path with them gets 404 and not 400. No path of ours contains them.
    private static final String RELAXED_PATH_CHARACTERS = "\"<>[\\]^`{|}";

    /// Our own response headers are a tenth of this.
    private static final int RESPONSE_HEADER_BYTES = 8 * 1024;

    /// How much of a rejected body is still read, for at most the client timeout. Without this, a client that
    /// sends everything before it reads would not see the response.
    private static final int MAX_SWALLOW_BYTES = 64 * 1024 * 1024;

    /// Otherwise the system would buffer megabytes for each client that does not read. This is enough for a
    /// megabyte a second to the other side of the world.
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    /// Text. Not events, which must arrive one by one, nor images and archives, which are compressed already. Tomcat
    /// leaves short bodies and those with a strong ETag as they are.
    private static final String COMPRESSED_TYPES = "application/json,application/problem+json,application/yaml,"
            + "text/html,text/css,text/javascript,text/plain,text/csv";

    /// Less than the status of a request.
    private static final int MIN_COMPRESSED_BYTES = 512;

    /// The most bytes of a form without a file, which Tomcat keeps in memory.
    private static final int FORM_FIELDS_BYTES = 64 * 1024;

    @Bean
    TomcatServletWebServerFactory tomcat(ServerSettings settings) {
        var folders = ScratchFolders.recreate(settings.scratch());
        var tomcat = new TomcatServletWebServerFactory(settings.port());
        tomcat.setAddress(settings.bind());
        tomcat.setBaseDirectory(folders.tomcat().toFile());
        tomcat.setDocumentRoot(folders.documents().toFile());
        tomcat.setShutdown(Shutdown.GRACEFUL);
        tomcat.setProtocol(SlowClientProtocol.class.getName());
        tomcat.addConnectorCustomizers(connector -> setUp(connector, settings));
        settings.accessLog().ifPresent(log -> tomcat.addEngineValves(log.valve()));
        tomcat.addEngineValves(
                new RequestIdValve(), new BodyLimitValve(), new MinBodyRateValve(settings.clientTimeout()));
        tomcat.addContextCustomizers(TomcatConfig::setUp);
        return tomcat;
    }

    private static void setUp(Connector connector, ServerSettings settings) {
        var http = (SlowClientProtocol) connector.getProtocolHandler();
        connector.setMaxPostSize(FORM_FIELDS_BYTES);
        http.setClientTimeout(settings.clientTimeout());
        http.setMaxConnections(settings.limits().connections());
        http.setExecutor(new VirtualThreadExecutor("http-"));
        http.setConnectionTimeout((int) settings.clientTimeout().toMillis());
        http.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
        http.setProperty("socket.txBufSize", Integer.toString(SEND_BUFFER_BYTES));
        http.setMaxHttpHeaderSize(HEADER_BYTES);
        http.setMaxHttpResponseHeaderSize(RESPONSE_HEADER_BYTES);
        http.setCompression("on");
        http.setCompressibleMimeType(COMPRESSED_TYPES);
        http.setCompressionMinSize(MIN_COMPRESSED_BYTES);
        http.setRelaxedPathChars(RELAXED_PATH_CHARACTERS);
        http.setMaxSwallowSize(MAX_SWALLOW_BYTES);
        // Sends "100 Continue" only when the body is read, so that a client that asks first never sends a
        // rejected body.
        http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }

    private static void setUp(Context context) {
        var host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        host.getPipeline().addValve(new ProblemValve());
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatcher(DispatcherServlet servlet) {
        var dispatcher = new ServletRegistrationBean<>(servlet, "/");
        dispatcher.setLoadOnStartup(1);
        return dispatcher;
    }

    @Bean
    DispatcherServlet dispatcherServlet() {
        return new DispatcherServlet();
    }

    @Bean
    FilterRegistrationBean<RequestMetricsFilter> requestMetricsFilter(Metrics metrics) {
        var filter = new FilterRegistrationBean<>(new RequestMetricsFilter(metrics));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<UnhandledErrorFilter> unhandledErrorFilter() {
        var filter = new FilterRegistrationBean<>(new UnhandledErrorFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    /// Folders for data in transit.
    ///
    /// @param parts where parts of forms are stored until their request ends
    /// @param tomcat Tomcat's base directory; stays empty
    /// @param documents Tomcat's document root; stays empty
    record ScratchFolders(Path parts, Path tomcat, Path documents) {

        static ScratchFolders of(Path folder) {
            var path = folder.toAbsolutePath();
            return new ScratchFolders(path.resolve("parts"), path.resolve("tomcat"), path.resolve("documents"));
        }

        /// Recreates the folders, which removes uploads left by a crash. Only this process's user has access.
        static ScratchFolders recreate(Path folder) {
            var scratchFolders = of(folder);
            try {
                delete(folder);
                create(folder);
                Files.createDirectory(scratchFolders.parts());
                Files.createDirectory(scratchFolders.tomcat());
                Files.createDirectory(scratchFolders.documents());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create the server's scratch folder " + folder, e);
            }
            return scratchFolders;
        }

        private static void delete(Path folder) throws IOException {
            if (Files.notExists(folder)) return;
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }

        private static void create(Path folder) throws IOException {
            var isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createDirectories(folder.toAbsolutePath().getParent());
            if (!isPosix) Files.createDirectory(folder);
            else
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
