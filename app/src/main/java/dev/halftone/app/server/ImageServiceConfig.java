package dev.halftone.app.server;

import dev.halftone.app.web.ImageController;
import dev.halftone.app.web.JobController;
import dev.halftone.app.web.SignatureInterceptor;
import dev.halftone.engine.Engine;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Creates the controllers of an image service, and the check of signatures before them.
@Configuration(proxyBeanMethods = false)
final class ImageServiceConfig {

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
}
