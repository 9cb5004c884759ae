package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.Engine;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health checks and metrics for operators.
@RestController
@AuthInterceptor.PermitAll
public final class MonitoringController {
    private final Engine engine;
    private final Metrics metrics;

    public MonitoringController(Engine engine, Metrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    record Health(String status) {}

    /// The process responds.
    @GetMapping(path = "/health/live", produces = APPLICATION_JSON_VALUE)
    Health live() {
        return new Health("live");
    }

    /// The engine can work, too.
    @GetMapping(path = "/health/ready", produces = APPLICATION_JSON_VALUE)
    Health ready() {
        engine.problem().ifPresent(problem -> {
            throw new ProblemException(ProblemCode.NOT_READY, problem);
        });
        return new Health("ready");
    }

    @GetMapping(path = "/metrics", produces = "text/plain")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok()
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .body(metrics.scrape());
    }
}
