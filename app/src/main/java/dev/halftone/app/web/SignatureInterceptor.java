package dev.halftone.app.web;

import dev.halftone.engine.imageservice.ServiceSecrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.web.servlet.HandlerInterceptor;

/// Verifies that requests to an image service are signed with the secret for jobs, and keeps their bodies for the
/// controllers. As in [AuthInterceptor], a controller without [AuthInterceptor.PermitAll] is closed.
public final class SignatureInterceptor implements HandlerInterceptor {
    /// The request attribute with the bytes of the body.
    static final String BODY = "signed-body";

    private static final long MAX_BYTES = 4L * JobController.MAX_JOB_BYTES;

    private final SignedBodies bodies;

    public SignatureInterceptor(ServiceSecrets secrets, InstantSource clock) {
        this.bodies = new SignedBodies("jobs", MAX_BYTES, secrets::verifyJob, clock);
    }

    @Override
    public boolean preHandle(HttpServletRequest httpRequest, HttpServletResponse httpResponse, Object handler)
            throws IOException {
        if (AuthInterceptor.isPermittedToAll(handler)) return true;
        try (var body = bodies.read(httpRequest)) {
            httpRequest.setAttribute(BODY, body.bytes());
        }
        return true;
    }
}
