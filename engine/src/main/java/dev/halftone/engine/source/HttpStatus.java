package dev.halftone.engine.source;

import dev.halftone.engine.request.FailureCode;
import java.time.Duration;
import java.util.Optional;

/// What a status other than 200 means. Only 200 brings an image: we ask for no range, and a 304 to a condition of ours
/// never comes here.
final class HttpStatus {
    private HttpStatus() {}

    static Fetched explain(int status, Optional<Duration> retryAfter) {
        var code = FailureCode.http(status);
        var message = ("the server answered " + status + " " + words(status)).strip();
        return isWorthAnotherAttempt(status)
                ? new Fetched.Later(code, message, retryAfter)
                : new Fetched.Refused(code, message);
    }

    private static boolean isWorthAnotherAttempt(int status) {
        return status == 408 || status == 429 || (status >= 500 && status <= 599);
    }

    /// The words of RFC 9110 §15 and RFC 6585. Those in the answer are the server's own, and could be anything.
    private static String words(int status) {
        return switch (status) {
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 410 -> "Gone";
            case 414 -> "URI Too Long";
            case 418 -> "I'm a teapot";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 451 -> "Unavailable For Legal Reasons";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}
