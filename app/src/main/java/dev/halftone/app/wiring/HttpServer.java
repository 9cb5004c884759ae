package dev.halftone.app.wiring;

import dev.halftone.app.api.Metrics;
import dev.halftone.app.api.Stopwatch;
import dev.halftone.app.api.UploadReader;
import dev.halftone.app.patience.BodyPace;
import dev.halftone.app.patience.HeaderPace;
import dev.halftone.app.problem.LastResort;
import dev.halftone.app.problem.ProblemValve;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
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
final class HttpServer {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    /// Room for a path of any sensible length, so that a name too long is not found rather than bad HTTP.
    private static final int HEADER_BYTES = 32 * 1024;

    /// Let in so that a path with them, too, is not found rather than bad HTTP: nothing here is spelled with
    /// them.
    private static final String ODD_PATH_CHARACTERS = "\"<>[\\]^`{|}";

    /// What is still read of a body that was refused: only then does a client that sends before it reads see
    /// the answer.
    private static final int SWALLOWED_BYTES = 64 * 1024 * 1024;

    private static final int FORM_PART_IN_MEMORY = 8 * 1024;

    @Bean
    TomcatServletWebServerFactory tomcat(ServeSettings settings) {
        var folders = Scratch.emptied(settings.scratch());
        var tomcat = new TomcatServletWebServerFactory(settings.port());
        tomcat.setAddress(settings.bind());
        tomcat.setBaseDirectory(folders.tomcat().toFile());
        tomcat.setDocumentRoot(folders.documents().toFile());
        tomcat.setShutdown(Shutdown.GRACEFUL);
        tomcat.setProtocol(HeaderPace.class.getName());
        tomcat.addConnectorCustomizers(connector -> setUp(connector, settings.clientTimeout()));
        tomcat.addEngineValves(new BodyPace(settings.clientTimeout()));
        tomcat.addContextCustomizers(HttpServer::setUp);
        return tomcat;
    }

    private static void setUp(Connector connector, Duration clientTimeout) {
        var http = (HeaderPace) connector.getProtocolHandler();
        http.setPatience(clientTimeout);
        http.setExecutor(new VirtualThreadExecutor("http-"));
        http.setConnectionTimeout((int) clientTimeout.toMillis());
        http.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
        http.setMaxHttpHeaderSize(HEADER_BYTES);
        http.setRelaxedPathChars(ODD_PATH_CHARACTERS);
        http.setMaxSwallowSize(SWALLOWED_BYTES);
        // "100 Continue" only once the body is wanted: a client that asks first never sends what is refused.
        http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }

    private static void setUp(Context context) {
        var host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        host.getPipeline().addValve(new ProblemValve());
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatcher(DispatcherServlet servlet, ServeSettings settings) {
        var dispatcher = new ServletRegistrationBean<>(servlet, "/");
        dispatcher.setLoadOnStartup(1);
        dispatcher.setMultipartConfig(new MultipartConfigElement(
                Scratch.of(settings.scratch()).parts().toString(),
                settings.maxUploadBytes(),
                settings.maxUploadBytes() + UploadReader.FORM_BYTES,
                FORM_PART_IN_MEMORY));
        return dispatcher;
    }

    @Bean
    DispatcherServlet dispatcherServlet() {
        return new DispatcherServlet();
    }

    @Bean
    FilterRegistrationBean<Stopwatch> stopwatch(Metrics metrics) {
        var filter = new FilterRegistrationBean<>(new Stopwatch(metrics));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<LastResort> lastResort() {
        var filter = new FilterRegistrationBean<>(new LastResort());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }
}
