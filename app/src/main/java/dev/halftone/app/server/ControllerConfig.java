package dev.halftone.app.server;

import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionCookie;
import dev.halftone.app.web.AuthInterceptor;
import dev.halftone.app.web.CallbackController;
import dev.halftone.app.web.CrossOriginFilter;
import dev.halftone.app.web.EventController;
import dev.halftone.app.web.ImageController;
import dev.halftone.app.web.LegacyController;
import dev.halftone.app.web.OriginPolicy;
import dev.halftone.app.web.PageController;
import dev.halftone.app.web.PreviewController;
import dev.halftone.app.web.RequestController;
import dev.halftone.app.web.ResultController;
import dev.halftone.app.web.SessionController;
import dev.halftone.app.web.SharedController;
import dev.halftone.app.web.StatusWatcher;
import dev.halftone.app.web.SubmissionMapper;
import dev.halftone.app.web.TraceFilter;
import dev.halftone.app.web.UploadReader;
import dev.halftone.app.web.ValidateController;
import dev.halftone.app.web.WebhookTestController;
import dev.halftone.engine.Engine;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.request.Tracing;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/// Creates the controllers, what they need, and the access checks before them.
@Configuration(proxyBeanMethods = false)
final class ControllerConfig {

    @Bean
    RequestService requestService(Engine engine) {
        return engine.requests();
    }

    @Bean
    SubmissionMapper submissionMapper(Engine engine, ServerSettings settings) {
        var parts = TomcatConfig.ScratchFolders.of(settings.scratch()).parts();
        return new SubmissionMapper(
                engine.submissions(),
                engine.validations(),
                new UploadReader(parts, settings.maxUploadBytes()),
                engine.guard());
    }

    @Bean
    FilterRegistrationBean<CrossOriginFilter> crossOriginFilter(ServerSettings settings) {
        var filter = new FilterRegistrationBean<>(new CrossOriginFilter(settings.cors()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return filter;
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Engine engine) {
        var filter = new FilterRegistrationBean<>(new TraceFilter(engine.tracing()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        filter.setEnabled(!engine.tracing().equals(Tracing.NONE));
        return filter;
    }

    @Bean
    RequestController requestController(SubmissionMapper submissionMapper, RequestService requestService) {
        return new RequestController(submissionMapper, requestService);
    }

    @Bean
    LegacyController legacyController(SubmissionMapper submissionMapper, RequestService requestService) {
        return new LegacyController(submissionMapper, requestService);
    }

    @Bean
    CallbackController callbackController(Engine engine, ObjectProvider<ServiceSecrets> secrets) {
        return new CallbackController(engine.callbacks(), Optional.ofNullable(secrets.getIfAvailable()));
    }

    @Bean
    ResultController resultController(RequestService requestService) {
        return new ResultController(requestService);
    }

    @Bean
    SharedController sharedController(
            RequestService requestService, ResultController results, EventController events, ServerSettings settings) {
        return new SharedController(requestService, results, events, settings.authMode());
    }

    @Bean
    FilterRegistrationBean<SharedController.NoIndexFilter> noIndexFilter() {
        var filter = new FilterRegistrationBean<>(new SharedController.NoIndexFilter());
        filter.addUrlPatterns("/shared/*", "/v1/shared/*");
        return filter;
    }

    @Bean
    ValidateController validateController(SubmissionMapper submissionMapper) {
        return new ValidateController(submissionMapper);
    }

    @Bean
    PreviewController previewController(Engine engine) {
        return new PreviewController(engine.previews());
    }

    @Bean
    WebhookTestController webhookTestController(Engine engine) {
        return new WebhookTestController(engine.webhookTester(), engine.guard());
    }

    @Bean
    EventController eventController(StatusWatcher statusWatcher) {
        return new EventController(statusWatcher);
    }

    @Bean
    StatusWatcher statusWatcher(RequestService requestService, ServerSettings settings, JsonMapper json) {
        return new StatusWatcher(
                requestService, settings.authMode(), settings.limits().eventStreams(), json);
    }

    /// Event streams end before the server waits for open requests.
    @Bean
    OnShutdown endEventStreams(StatusWatcher statusWatcher) {
        return new OnShutdown(statusWatcher::close);
    }

    @Bean
    ImageController imageController(Engine engine) {
        return new ImageController(engine.images());
    }

    @Bean
    PageController pageController(Engine engine) {
        return new PageController(engine.publicUrl());
    }

    @Bean
    SessionCookie sessionCookie(ServerSettings settings) {
        return new SessionCookie(settings.sessionSecret(), InstantSource.system());
    }

    /// Without keys, on a loopback address, only the host name keeps the pages of other sites out.
    @Bean
    OriginPolicy originPolicy(ServerSettings settings, Engine engine) {
        var originPolicy = OriginPolicy.of(engine.publicUrl().base(), settings.cors());
        return switch (settings.authMode()) {
            case AuthMode.Open()
            when settings.bind().isLoopbackAddress() -> originPolicy.withAllowedHosts(loopbackHosts(settings.bind()));
            case AuthMode.Open(), AuthMode.ApiKeyRequired _ -> originPolicy;
        };
    }

    private static Set<String> loopbackHosts(InetAddress bind) {
        var address = bind.getHostAddress();
        return Set.copyOf(
                List.of("localhost", "127.0.0.1", "[::1]", address.contains(":") ? "[" + address + "]" : address));
    }

    @Bean
    AuthInterceptor authInterceptor(ServerSettings settings, OriginPolicy originPolicy, SessionCookie cookie) {
        return new AuthInterceptor(settings.authMode(), originPolicy, cookie);
    }

    @Bean
    AuthInterceptor.OwnerArgumentResolver ownerArgumentResolver() {
        return new AuthInterceptor.OwnerArgumentResolver();
    }

    @Bean
    RequestController.RequestArgumentResolver requestArgumentResolver(RequestService requestService) {
        return new RequestController.RequestArgumentResolver(requestService);
    }

    @Bean
    SessionController sessionController(ServerSettings settings, OriginPolicy originPolicy, SessionCookie cookie) {
        return new SessionController(settings.authMode(), originPolicy, cookie);
    }

    /// Runs an action before the server stops: Spring stops the highest phase first, and Tomcat's is lower.
    static final class OnShutdown implements SmartLifecycle {
        private final Runnable stopping;
        private volatile boolean running;

        OnShutdown(Runnable stopping) {
            this.stopping = stopping;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            stopping.run();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
