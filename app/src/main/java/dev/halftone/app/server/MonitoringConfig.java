package dev.halftone.app.server;

import dev.halftone.app.web.Metrics;
import dev.halftone.app.web.MonitoringController;
import dev.halftone.engine.Engine;
import dev.halftone.engine.report.ReportJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Creates what every server has: health checks and metrics.
@Configuration(proxyBeanMethods = false)
final class MonitoringConfig {

    @Bean
    JsonMapper json() {
        return ReportJson.mapper();
    }

    @Bean
    Metrics metrics(Engine engine) {
        return new Metrics(
                engine.requests(),
                engine.codecPathMetrics(),
                new Metrics.NodeState(engine::load, engine::problem, engine::freeDiskBytes));
    }

    @Bean
    MonitoringController monitoringController(Engine engine, Metrics metrics) {
        return new MonitoringController(engine, metrics);
    }
}
