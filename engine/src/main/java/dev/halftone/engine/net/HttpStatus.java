package dev.halftone.engine.net;

/// The HTTP statuses that mean something of their own to a sender of webhooks (RFC 9110 §15, RFC 6585 §4).
public final class HttpStatus {
    public static final int GONE = 410;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int BAD_GATEWAY = 502;
    public static final int GATEWAY_TIMEOUT = 504;

    private HttpStatus() {}

    public static boolean isSuccess(int status) {
        return status >= 200 && status <= 299;
    }

    public static boolean isRedirect(int status) {
        return status >= 300 && status <= 399;
    }
}
