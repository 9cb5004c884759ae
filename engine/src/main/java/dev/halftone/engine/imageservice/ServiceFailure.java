package dev.halftone.engine.imageservice;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import java.util.Optional;

/// Why an image failed at the service, in our codes. Unknown ones become `service_failed`, and the message is cut.
record ServiceFailure(FailureCode code, String message) {
    /// The longest message, in characters.
    static final int MAX_MESSAGE = 500;

    static ServiceFailure of(Optional<String> code, Optional<String> message) {
        var known = code.flatMap(FailureCode::find)
                // Only our own users cancel images.
                .filter(found -> !found.equals(FailureCode.CANCELLED))
                .orElse(FailureCode.SERVICE_FAILED);
        return new ServiceFailure(
                known, clean(message.or(() -> code).orElse("the image service did not say why this image failed")));
    }

    /// Replaces control characters, and unpaired surrogates, which no database can store.
    private static String clean(String message) {
        var clean = message.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .limit(MAX_MESSAGE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return clean.toString().strip();
    }

    /// A failure of the service itself.
    static Outcome failed(String why) {
        return of(Optional.empty(), Optional.of(why)).failed();
    }

    Outcome failed() {
        return new Outcome.Failed(code, message);
    }

    Outcome retryLater() {
        return new Outcome.RetryLater(code, message, Optional.empty());
    }
}
