package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.Engine;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells whoever runs the server whether it lives, and whether it can work.
@RestController
@AuthInterceptor.PermitAll
public final class MonitoringController {
    private final Engine engine;

    public MonitoringController(Engine engine) {
        this.engine = engine;
    }

    record Health(String status) {}

    @GetMapping(path = "/health/live", produces = APPLICATION_JSON_VALUE)
    Health live() {
        return new Health("live");
    }

    @GetMapping(path = "/health/ready", produces = APPLICATION_JSON_VALUE)
    Health ready() {
        engine.problem().ifPresent(problem -> {
            throw new ProblemException(ProblemCode.NOT_READY, problem);
        });
        return new Health("ready");
    }
}
