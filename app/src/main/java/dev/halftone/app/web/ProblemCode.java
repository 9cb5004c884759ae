package dev.halftone.app.web;

import java.util.Locale;
import java.util.stream.Stream;

/// All error codes, each with its HTTP status (RFC 9110 §15) and a fixed title.
public enum ProblemCode {
    BAD_REQUEST(400, "The request is not valid HTTP"),
    MALFORMED_UPLOAD(400, "The upload is malformed"),
    UNAUTHORIZED(401, "An API key is required"),
    CROSS_SITE(403, "The request comes from another site"),
    NOT_FOUND(404, "Not found"),
    NO_SUCH_OUTPUT(404, "The request has no output of this kind"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "The response is not available in that format"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    NOT_FINISHED(409, "The request has not ended yet"),
    ALREADY_ENDED(409, "The request has already ended"),
    NOTHING_TO_RETRY(409, "No image of the request has failed"),
    NO_WEBHOOK(409, "The request has no webhook"),
    UPLOAD_TOO_LARGE(413, "The upload is too large"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    RANGE_NOT_SATISFIABLE(416, "The image has no such range"),
    MISDIRECTED(421, "The host name is not one of this server's"),
    INVALID_CSV(422, "The CSV has problems"),
    INVALID_IMAGE(422, "The image cannot be compressed"),
    INVALID_OPTION(422, "A field has an invalid value"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another upload"),
    TOO_MANY_REQUESTS(429, "Too many requests are open"),
    INTERNAL_ERROR(500, "Something went wrong on the server"),
    NOT_IMPLEMENTED(501, "The server does not support the method"),
    STORAGE_FAILED(503, "The server cannot reach its storage"),
    NOT_READY(503, "The server is not ready"),
    HTTP_VERSION_NOT_SUPPORTED(505, "The HTTP version is not supported");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The code for an HTTP status. Any other 4xx becomes a bad request, any other 5xx an internal error.
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
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
