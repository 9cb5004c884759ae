package dev.halftone.engine.net;

/// The HTTP status codes that we act on, and their names (RFC 9110 §15, RFC 6585).
public final class HttpStatus {
    public static final int OK = 200;
    public static final int NON_AUTHORITATIVE = 203;
    public static final int NO_CONTENT = 204;
    public static final int RESET_CONTENT = 205;
    public static final int PARTIAL_CONTENT = 206;
    public static final int MOVED_PERMANENTLY = 301;
    public static final int FOUND = 302;
    public static final int SEE_OTHER = 303;
    public static final int NOT_MODIFIED = 304;
    public static final int TEMPORARY_REDIRECT = 307;
    public static final int PERMANENT_REDIRECT = 308;
    public static final int REQUEST_TIMEOUT = 408;
    public static final int GONE = 410;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int BAD_GATEWAY = 502;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int GATEWAY_TIMEOUT = 504;

    private HttpStatus() {}

    /// Whether the status is in the class 2xx.
    public static boolean isSuccess(int status) {
        return status >= 200 && status <= 299;
    }

    /// Whether the status is in the class 3xx.
    public static boolean isRedirect(int status) {
        return status >= 300 && status <= 399;
    }

    /// Whether the status is in the class 5xx.
    public static boolean isServerError(int status) {
        return status >= 500 && status <= 599;
    }

    /// Returns the standard reason phrase, or an empty text for a status without one here.
    ///
    /// The phrase in a response is not used: the server chooses it, and it could say anything.
    public static String reasonPhrase(int status) {
        return switch (status) {
            case 201 -> "Created";
            case 202 -> "Accepted";
            case NO_CONTENT -> "No Content";
            case RESET_CONTENT -> "Reset Content";
            case PARTIAL_CONTENT -> "Partial Content";
            case MOVED_PERMANENTLY -> "Moved Permanently";
            case FOUND -> "Found";
            case NOT_MODIFIED -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 407 -> "Proxy Authentication Required";
            case REQUEST_TIMEOUT -> "Request Timeout";
            case GONE -> "Gone";
            case 414 -> "URI Too Long";
            case 418 -> "I'm a teapot";
            case 421 -> "Misdirected Request";
            case TOO_MANY_REQUESTS -> "Too Many Requests";
            case 451 -> "Unavailable For Legal Reasons";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case BAD_GATEWAY -> "Bad Gateway";
            case SERVICE_UNAVAILABLE -> "Service Unavailable";
            case GATEWAY_TIMEOUT -> "Gateway Timeout";
            default -> "";
        };
    }
}
