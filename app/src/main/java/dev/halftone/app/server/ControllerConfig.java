package dev.halftone.app.server;

import dev.halftone.app.web.DeliveryController;
import dev.halftone.app.web.DetailController;
import dev.halftone.app.web.DocsController;
import dev.halftone.app.web.EventController;
import dev.halftone.app.web.ImageController;
import dev.halftone.app.web.LegacyController;
import dev.halftone.app.web.Metrics;
import dev.halftone.app.web.MetricsController;
import dev.halftone.app.web.MonitoringController;
import dev.halftone.app.web.OpenApiController;
import dev.halftone.app.web.OutputCsvController;
import dev.halftone.app.web.PageController;
import dev.halftone.app.web.RequestController;
import dev.halftone.app.web.ResultController;
import dev.halftone.app.web.SubmissionMapper;
import dev.halftone.app.web.UploadController;
import dev.halftone.app.web.UploadReader;
import dev.halftone.engine.Engine;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.report.ReportJson;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Every part that answers calls, and what each is given.
@Configuration(proxyBeanMethods = false)
final class ControllerConfig {

    @Bean
    JsonMapper json() {
        return ReportJson.mapper();
    }

    @Bean
    RequestService desk(Engine engine) {
        return engine.requests();
    }

    @Bean
    UploadReader uploadReader(ServerSettings settings) {
        return new UploadReader(settings.maxUploadBytes());
    }

    @Bean
    SubmissionMapper.OptionsParser optionsParser(Engine engine) {
        return new SubmissionMapper.OptionsParser(engine.guard());
    }

    @Bean
    SubmissionMapper submissionMapper(Engine engine) {
        return new SubmissionMapper(engine.uploads());
    }

    @Bean
    UploadController uploadController(
            UploadReader reader,
            SubmissionMapper.OptionsParser options,
            SubmissionMapper submissionMapper,
            RequestService requestService) {
        return new UploadController(reader, options, submissionMapper, requestService);
    }

    @Bean
    LegacyController legacyController(
            UploadReader reader,
            SubmissionMapper.OptionsParser options,
            SubmissionMapper submissionMapper,
            RequestService requestService) {
        return new LegacyController(reader, options, submissionMapper, requestService);
    }

    @Bean
    RequestController requestController(RequestService requestService) {
        return new RequestController(requestService);
    }

    @Bean
    ResultController resultController(RequestService requestService) {
        return new ResultController(requestService);
    }

    @Bean
    OutputCsvController outputCsvController(RequestService requestService) {
        return new OutputCsvController(requestService);
    }

    @Bean
    EventController eventController(
            RequestService requestService, EventController.PollInterval pollInterval, JsonMapper json) {
        return new EventController(requestService, pollInterval, json);
    }

    @Bean
    EventController.PollInterval pollInterval() {
        return new EventController.PollInterval();
    }

    /// Event streams end before the server waits for its calls to end.
    @Bean
    OnShutdown stopPolling(EventController.PollInterval pollInterval) {
        return new OnShutdown(pollInterval::stop);
    }

    @Bean
    DeliveryController deliveryController(RequestService requestService) {
        return new DeliveryController(requestService);
    }

    @Bean
    DetailController detailController(RequestService requestService) {
        return new DetailController(requestService);
    }

    @Bean
    ImageController imageController(Engine engine) {
        return new ImageController(engine.images());
    }

    @Bean
    MonitoringController monitoringController(Engine engine) {
        return new MonitoringController(engine);
    }

    @Bean
    Metrics metrics(Engine engine, RequestService requestService) {
        return new Metrics(requestService, engine.ways(), engine::load);
    }

    @Bean
    MetricsController metricsController(Metrics metrics) {
        return new MetricsController(metrics);
    }

    @Bean
    OpenApiController openApiController() {
        return new OpenApiController();
    }

    @Bean
    DocsController docsController() {
        return new DocsController();
    }

    @Bean
    PageController pageController() {
        return new PageController();
    }

    /// Something to be done first of all when the server stops: Spring stops the highest phase first, Tomcat's
    /// is lower.
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
