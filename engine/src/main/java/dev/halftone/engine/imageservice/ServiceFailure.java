package dev.halftone.engine.imageservice;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Why an image failed at the service, in our codes. Unknown ones become `service_failed`, and the message is cut.
record ServiceFailure(FailureCode code, String message) {
    /// The longest message, in characters.
    static final int MAX_MESSAGE = 500;

    private static final Set<FailureCode> CODES = Set.of(
            FailureCode.INVALID_URL,
            FailureCode.BLOCKED_ADDRESS,
            FailureCode.DNS_FAILED,
            FailureCode.CONNECT_FAILED,
            FailureCode.TLS_FAILED,
            FailureCode.TIMED_OUT,
            FailureCode.TOO_MANY_REDIRECTS,
            FailureCode.TOO_LARGE,
            FailureCode.TOO_MANY_PIXELS,
            FailureCode.NOT_AN_IMAGE,
            FailureCode.UNSUPPORTED_FORMAT,
            FailureCode.CORRUPT_IMAGE,
            FailureCode.CODEC_CRASHED,
            FailureCode.STORAGE_FAILED);
    private static final Pattern HTTP = Pattern.compile("http_[1-5][0-9][0-9]");

    static ServiceFailure of(Optional<String> code, Optional<String> message) {
        var known = code.flatMap(ServiceFailure::known).orElse(FailureCode.SERVICE_FAILED);
        return new ServiceFailure(
                known, clean(message.or(() -> code).orElse("the image service did not say why this image failed")));
    }

    private static Optional<FailureCode> known(String code) {
        if (HTTP.matcher(code).matches()) return Optional.of(new FailureCode(code));
        return CODES.stream().filter(known -> known.text().equals(code)).findFirst();
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
