package dev.halftone.app.web;

import java.util.Locale;
import java.util.stream.Stream;

/// What can go wrong, each with its HTTP status (RFC 9110 §15) and a title that never changes.
public enum ProblemCode {
    BAD_REQUEST(400, "The request is not good HTTP"),
    MALFORMED_UPLOAD(400, "The upload is malformed"),
    UNAUTHORIZED(401, "The call wants an API key"),
    CROSS_SITE(403, "The call comes from another site"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "The answer cannot be had in that form"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    NOT_FINISHED(409, "The request has not ended yet"),
    ALREADY_ENDED(409, "The request has ended already"),
    NOTHING_TO_RETRY(409, "No image of the request has failed"),
    NO_WEBHOOK(409, "The request has no webhook"),
    UPLOAD_TOO_LARGE(413, "The upload is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that is not taken here"),
    RANGE_NOT_SATISFIABLE(416, "The image has no such range"),
    MISDIRECTED(421, "The server is not called that"),
    INVALID_CSV(422, "The CSV has to be mended first"),
    INVALID_OPTION(422, "A field has a value that it cannot have"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key stands for another upload"),
    TOO_MANY_REQUESTS(429, "Too many requests are under way"),
    INTERNAL_ERROR(500, "Something went wrong on the server"),
    NOT_IMPLEMENTED(501, "The server cannot do that"),
    STORAGE_FAILED(503, "The server does not get at its storage just now"),
    NOT_READY(503, "The server is not ready"),
    HTTP_VERSION_NOT_SUPPORTED(505, "The server does not speak that version of HTTP");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The problem that a bare HTTP status stands for; any other of the 4xx is a bad request, of the 5xx our
    /// error.
    static ProblemCode ofStatus(int status) {
        var ours = status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        return Stream.of(values())
                .filter(code -> code.status == status)
                .findFirst()
                .orElse(ours);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// The code as clients see it: `invalid_csv`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
