package dev.halftone.app.server;

import dev.halftone.app.slowclient.HeaderTimeoutProtocol;
import dev.halftone.app.slowclient.MinBodyRateValve;
import dev.halftone.app.web.Metrics;
import dev.halftone.app.web.ProblemValve;
import dev.halftone.app.web.RequestMetricsFilter;
import dev.halftone.app.web.UnhandledErrorFilter;
import dev.halftone.app.web.UploadReader;
import jakarta.servlet.MultipartConfigElement;
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

/// Sets up Tomcat: HTTP/1.1, each call on a virtual thread of its own, and no patience with clients that stall.
@Configuration(proxyBeanMethods = false)
final class TomcatConfig {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    /// Room for a path of any sensible length, so that a name too long is not found rather than bad HTTP.
    private static final int HEADER_BYTES = 32 * 1024;

    /// Let in so that a path with them, too, is not found rather than bad HTTP: nothing here is spelled with
    /// them.
    private static final String RELAXED_PATH_CHARACTERS = "\"<>[\\]^`{|}";

    /// What is still read of a body that was refused: only then does a client that sends before it reads see
    /// the answer.
    private static final int MAX_SWALLOW_BYTES = 64 * 1024 * 1024;

    private static final int FORM_PART_IN_MEMORY = 8 * 1024;

    @Bean
    TomcatServletWebServerFactory tomcat(ServerSettings settings) {
        var folders = ScratchFolders.recreate(settings.scratch());
        var tomcat = new TomcatServletWebServerFactory(settings.port());
        tomcat.setAddress(settings.bind());
        tomcat.setBaseDirectory(folders.tomcat().toFile());
        tomcat.setDocumentRoot(folders.documents().toFile());
        tomcat.setShutdown(Shutdown.GRACEFUL);
        tomcat.setProtocol(HeaderTimeoutProtocol.class.getName());
        tomcat.addConnectorCustomizers(connector -> setUp(connector, settings.clientTimeout()));
        tomcat.addEngineValves(new MinBodyRateValve(settings.clientTimeout()));
        tomcat.addContextCustomizers(TomcatConfig::setUp);
        return tomcat;
    }

    private static void setUp(Connector connector, Duration clientTimeout) {
        var http = (HeaderTimeoutProtocol) connector.getProtocolHandler();
        http.setHeaderTimeout(clientTimeout);
        http.setExecutor(new VirtualThreadExecutor("http-"));
        http.setConnectionTimeout((int) clientTimeout.toMillis());
        http.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
        http.setMaxHttpHeaderSize(HEADER_BYTES);
        http.setRelaxedPathChars(RELAXED_PATH_CHARACTERS);
        http.setMaxSwallowSize(MAX_SWALLOW_BYTES);
        // "100 Continue" only once the body is wanted: a client that asks first never sends what is refused.
        http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }

    private static void setUp(Context context) {
        var host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        host.getPipeline().addValve(new ProblemValve());
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatcher(DispatcherServlet servlet, ServerSettings settings) {
        var dispatcher = new ServletRegistrationBean<>(servlet, "/");
        dispatcher.setLoadOnStartup(1);
        dispatcher.setMultipartConfig(new MultipartConfigElement(
                ScratchFolders.of(settings.scratch()).parts().toString(),
                settings.maxUploadBytes(),
                settings.maxUploadBytes() + UploadReader.MAX_FORM_OVERHEAD_BYTES,
                FORM_PART_IN_MEMORY));
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
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /// The server's own folders for what is on its way through.
    ///
    /// @param parts where the parts of forms wait until their call ends
    /// @param tomcat where Tomcat keeps what it needs, which is nothing
    /// @param documents what Tomcat would serve by itself, which is nothing
    record ScratchFolders(Path parts, Path tomcat, Path documents) {

        static ScratchFolders of(Path folder) {
            var path = folder.toAbsolutePath();
            return new ScratchFolders(path.resolve("parts"), path.resolve("tomcat"), path.resolve("documents"));
        }

        /// The folders, made anew: what a crash has left of uploads is gone. Only this process's user may
        /// look in.
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
