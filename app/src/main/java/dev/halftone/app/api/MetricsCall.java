package dev.halftone.app.api;

import dev.halftone.app.access.WithoutKey;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Gives the metrics to Prometheus.
@RestController
@WithoutKey
public final class MetricsCall {
    private final Metrics metrics;

    public MetricsCall(Metrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping(path = "/metrics", produces = "text/plain")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok()
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .body(metrics.text());
    }
}
