package dev.halftone.app.web;

import dev.halftone.engine.CallbackService;
import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.RemoteSettings;
import dev.halftone.engine.imageservice.ServiceJson;
import dev.halftone.engine.imageservice.ServiceSecrets;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes the callbacks of an image service elsewhere. The signature takes the place of an API key.
@RestController
@AuthInterceptor.PermitAll
public final class CallbackController {
    static final String CALLBACKS = RemoteSettings.CALLBACK_PATH;

    private static final long MAX_BYTES = 4L * ServiceJson.MAX_CALLBACK_BYTES;

    private final CallbackService callbacks;
    private final Optional<SignedBodies> bodies;

    /// @param secrets of the image service; empty if there is none, and then this path does not exist
    public CallbackController(CallbackService callbacks, Optional<ServiceSecrets> secrets) {
        this.callbacks = callbacks;
        this.bodies = secrets.map(
                known -> new SignedBodies("callbacks", MAX_BYTES, known::verifyCallback, InstantSource.system()));
    }

    /// Accepts every signed, well-formed callback, even if it is late, repeated, or about an unknown job.
    @PostMapping(CALLBACKS)
    void receive(HttpServletRequest httpRequest) throws IOException {
        var signed = bodies.orElseThrow(
                () -> new ProblemException(ProblemCode.NOT_FOUND, "this server has no image service elsewhere"));
        try (var body = signed.read(httpRequest)) {
            callbacks.receive(results(body.bytes()));
        }
    }

    private static JobResults results(byte[] body) {
        try {
            return ServiceJson.read(body, JobResults.class);
        } catch (ServiceJson.MalformedException e) {
            throw JobProblem.MALFORMED_CALLBACK.with("the body is not a callback: " + e.problem());
        }
    }
}
