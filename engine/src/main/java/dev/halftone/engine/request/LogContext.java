package dev.halftone.engine.request;

import org.slf4j.MDC;

/// What the log lines of this thread are about. The log adds it to each line, as SLF4J's mapped diagnostic context.
public final class LogContext {
    /// The `X-Request-Id` of the HTTP request.
    public static final String HTTP_REQUEST = "http_request_id";

    static final String REQUEST = "request_id";
    static final String CHUNK = "chunk";
    static final String IMAGE = "image";

    private LogContext() {}

    /// Names the request until it is closed.
    public static MDC.MDCCloseable of(RequestId request) {
        return MDC.putCloseable(REQUEST, request.text());
    }

    /// Names the chunk by the numbers of its first and last image.
    public static MDC.MDCCloseable of(Chunk chunk) {
        return MDC.putCloseable(CHUNK, chunk.first() + "-" + chunk.last());
    }

    /// Names the image by its number in the request.
    public static MDC.MDCCloseable ofImage(long image) {
        return MDC.putCloseable(IMAGE, Long.toString(image));
    }
}
