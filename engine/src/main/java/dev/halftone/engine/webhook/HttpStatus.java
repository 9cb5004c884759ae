package dev.halftone.engine.webhook;

/// The HTTP statuses that mean something of their own to a sender of webhooks (RFC 9110 §15, RFC 6585 §4).
final class HttpStatus {
    static final int GONE = 410;
    static final int TOO_MANY_REQUESTS = 429;
    static final int BAD_GATEWAY = 502;
    static final int GATEWAY_TIMEOUT = 504;

    private HttpStatus() {}

    static boolean isSuccess(int status) {
        return status >= 200 && status <= 299;
    }

    static boolean isRedirect(int status) {
        return status >= 300 && status <= 399;
    }
}
