package dev.halftone.app.web;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Gives the metrics to Prometheus.
@RestController
@AuthInterceptor.PermitAll
public final class MetricsController {
    private final Metrics metrics;

    public MetricsController(Metrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping(path = "/metrics", produces = "text/plain")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok()
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .body(metrics.scrape());
    }
}
