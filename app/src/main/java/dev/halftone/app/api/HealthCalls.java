package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.app.access.WithoutKey;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import dev.halftone.engine.Engine;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells whoever runs the server whether it lives, and whether it can work.
@RestController
@WithoutKey
public final class HealthCalls {
    private final Engine engine;

    public HealthCalls(Engine engine) {
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
            throw new Refused(ProblemCode.NOT_READY, problem);
        });
        return new Health("ready");
    }
}
