package dev.halftone.app.web;

import dev.halftone.engine.webhook.WebhookSigner.SignedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Reads bodies that must be signed, and verifies the signature over the exact bytes.
///
/// A body is read before its sender is known. So there are limits on the memory of all bodies together, counted as they
/// arrive, and on the time of each.
final class SignedBodies {
    private static final Duration MAX_TIME = Duration.ofSeconds(30);
    private static final int PART = 64 * 1024;

    private final String kind;
    private final long maxBytes;
    private final Verifier verifier;
    private final InstantSource clock;
    private final AtomicLong held = new AtomicLong();

    /// @param kind which secret signs them: `jobs` or `callbacks`
    /// @param maxBytes of all bodies together
    SignedBodies(String kind, long maxBytes, Verifier verifier, InstantSource clock) {
        this.kind = kind;
        this.maxBytes = maxBytes;
        this.verifier = verifier;
        this.clock = clock;
    }

    /// Verifies a signature, which must be at most five minutes old.
    @FunctionalInterface
    interface Verifier {
        boolean verify(SignedHeaders headers, byte[] body, Instant now);
    }

    /// The bytes of a body. They count as memory until it is closed.
    final class SignedBody implements AutoCloseable {
        private byte[] bytes = new byte[0];
        private int size;

        /// Reads the whole body. Memory is allocated as bytes arrive, not by the announced length.
        private void readFrom(InputStream in) throws IOException {
            var end = System.nanoTime() + MAX_TIME.toNanos();
            var parts = new ArrayList<byte[]>();
            for (var part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                parts.add(part);
                add(part.length);
                if (System.nanoTime() - end > 0)
                    throw new ProblemException(
                            ProblemCode.REQUEST_TIMEOUT,
                            "a signed body must arrive within %d seconds".formatted(MAX_TIME.toSeconds()));
            }
            bytes = joined(parts);
        }

        private void add(int length) {
            size += length;
            if (held.addAndGet(length) > maxBytes)
                throw JobProblem.BUSY.with("too many signed bodies arrive at once; send it again later");
        }

        private byte[] joined(List<byte[]> parts) {
            if (parts.size() == 1) return parts.getFirst();
            var whole = ByteBuffer.allocate(size);
            parts.forEach(whole::put);
            return whole.array();
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            held.addAndGet(-size);
        }
    }

    /// Reads and verifies the body of a request. The caller closes it.
    ///
    /// @throws ProblemException when it is not signed, takes too long, or too many arrive at once
    SignedBody read(HttpServletRequest httpRequest) throws IOException {
        var body = new SignedBody();
        try {
            body.readFrom(httpRequest.getInputStream());
            verify(body, httpRequest);
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private void verify(SignedBody body, HttpServletRequest httpRequest) {
        var headers = new SignedHeaders(
                header(httpRequest, SignedHeaders.ID),
                header(httpRequest, SignedHeaders.TIMESTAMP),
                header(httpRequest, SignedHeaders.SIGNATURE));
        if (!verifier.verify(headers, body.bytes(), clock.instant()))
            throw JobProblem.UNAUTHORIZED.with("sign the body with the secret for %s, in the headers %s, %s and %s,"
                            .formatted(kind, SignedHeaders.ID, SignedHeaders.TIMESTAMP, SignedHeaders.SIGNATURE)
                    + " at most five minutes before it arrives");
    }

    private static String header(HttpServletRequest httpRequest, String name) {
        return Optional.ofNullable(httpRequest.getHeader(name)).orElse("");
    }
}
