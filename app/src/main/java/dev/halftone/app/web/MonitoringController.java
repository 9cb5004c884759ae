package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.Engine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    /// The process responds, and if it has workers, they look for work.
    @GetMapping(path = "/health/live", produces = APPLICATION_JSON_VALUE)
    Health live() {
        engine.livenessProblem().ifPresent(problem -> {
            throw new ProblemException(ProblemCode.NOT_READY, problem);
        });
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
    void metrics(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        httpResponse.setContentType("text/plain; version=0.0.4; charset=utf-8");
        StaticFile.write(metrics.scrape().getBytes(UTF_8), httpRequest, httpResponse);
    }
}
