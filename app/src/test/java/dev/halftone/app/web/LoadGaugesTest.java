package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.processing.ImageService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadGaugesTest {

    @Test
    void exportsTheLoad() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var load =
                new ImageService.Load(new ImageFetcher.Load(16, 4_000, 50_000, 100_000, 2, 1), 30, 1, 70_000, 90_000);

        new Metrics.LoadGauges(() -> Optional.of(load)).bindTo(registry);

        assertThat(registry.scrape())
                .contains("halftone_transfers 16.0")
                .contains("halftone_fetch_queue 4000.0")
                .contains("halftone_bytes_in_flight_bytes 50000.0")
                .contains("halftone_bytes_in_flight_max_bytes 100000.0")
                .contains("halftone_hosts{state=\"held\"} 2.0")
                .contains("halftone_hosts{state=\"dead\"} 1.0")
                .contains("halftone_codec_queue 30.0")
                .contains("halftone_codec_memory_bytes 70000.0")
                .contains("halftone_codec_memory_max_bytes 90000.0");
    }
}
