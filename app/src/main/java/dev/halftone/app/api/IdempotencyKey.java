package dev.halftone.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;

/// The header by which a client makes a second post of the same upload harmless.
final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    static Optional<String> of(HttpServletRequest call) {
        var keys = Collections.list(call.getHeaders(HEADER));
        if (keys.isEmpty()) return Optional.empty();
        if (keys.size() > 1 || !keys.getFirst().matches("[ -~]{1,255}")) {
            throw Fields.refused(HEADER, "is to be one value of 1 to 255 printable ASCII characters");
        }
        return Optional.of(keys.getFirst());
    }
}
