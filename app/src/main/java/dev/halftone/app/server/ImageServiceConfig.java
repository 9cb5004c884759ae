package dev.halftone.app.server;

import dev.halftone.app.web.ImageController;
import dev.halftone.app.web.JobController;
import dev.halftone.app.web.Metrics;
import dev.halftone.app.web.MonitoringController;
import dev.halftone.app.web.SignatureInterceptor;
import dev.halftone.engine.Engine;
import dev.halftone.engine.report.ReportJson;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Creates the controllers of an image service, and the check of signatures before them.
@Configuration(proxyBeanMethods = false)
final class ImageServiceConfig {

    @Bean
    JsonMapper json() {
        return ReportJson.mapper();
    }

    @Bean
    SignatureInterceptor signatureInterceptor(ImageServiceSettings jobs) {
        return new SignatureInterceptor(jobs.secrets(), InstantSource.system());
    }

    @Bean
    JobController jobController(Engine engine, ImageServiceSettings jobs) {
        return new JobController(engine.jobs(jobs.limits()), jobs.publicUrl());
    }

    @Bean
    ImageController imageController(Engine engine) {
        return new ImageController(engine.images());
    }

    @Bean
    Metrics metrics(Engine engine) {
        return new Metrics(engine.requests(), engine.codecPathMetrics(), engine::load);
    }

    @Bean
    MonitoringController monitoringController(Engine engine, Metrics metrics) {
        return new MonitoringController(engine, metrics);
    }
}
