package dev.halftone.app.web;

import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.webhook.WebhookSigner.SignedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.web.servlet.HandlerInterceptor;

/// Verifies that requests to an image service are signed with the secret for jobs, and keeps their bodies for the
/// controllers. As in [AuthInterceptor], a controller without [AuthInterceptor.PermitAll] is closed.
public final class SignatureInterceptor implements HandlerInterceptor {
    /// The request attribute with the bytes of the body.
    static final String BODY = "signed-body";

    /// Bodies are read before their sender is known, so only a few large ones may be in memory.
    private static final int MAX_LARGE_BODIES = 4;

    private static final int LARGE_BYTES = 64 * 1024;

    private final ServiceSecrets secrets;
    private final InstantSource clock;
    private final Semaphore largeBodies = new Semaphore(MAX_LARGE_BODIES);

    public SignatureInterceptor(ServiceSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest httpRequest, HttpServletResponse httpResponse, Object handler)
            throws IOException {
        if (AuthInterceptor.isPermittedToAll(handler)) return true;
        var isLarge = hasLargeBody(httpRequest);
        if (isLarge && !largeBodies.tryAcquire())
            throw JobProblem.BUSY.with(
                    "only %d bodies of more than %d bytes are read at once".formatted(MAX_LARGE_BODIES, LARGE_BYTES));
        try {
            httpRequest.setAttribute(BODY, verifiedBody(httpRequest));
        } finally {
            if (isLarge) largeBodies.release();
        }
        return true;
    }

    /// Whether the body may be large. A chunked one does not tell its length.
    private static boolean hasLargeBody(HttpServletRequest httpRequest) {
        return httpRequest.getContentLengthLong() > LARGE_BYTES || httpRequest.getHeader("Transfer-Encoding") != null;
    }

    private byte[] verifiedBody(HttpServletRequest httpRequest) throws IOException {
        var body = httpRequest.getInputStream().readAllBytes();
        var headers = new SignedHeaders(
                header(httpRequest, SignedHeaders.ID),
                header(httpRequest, SignedHeaders.TIMESTAMP),
                header(httpRequest, SignedHeaders.SIGNATURE));
        if (secrets.verifyJob(headers, body, clock.instant())) return body;
        throw JobProblem.UNAUTHORIZED.with("sign the body with the secret for jobs, in the headers %s, %s and %s,"
                        .formatted(SignedHeaders.ID, SignedHeaders.TIMESTAMP, SignedHeaders.SIGNATURE)
                + " at most five minutes before it arrives");
    }

    private static String header(HttpServletRequest httpRequest, String name) {
        return Optional.ofNullable(httpRequest.getHeader(name)).orElse("");
    }
}
