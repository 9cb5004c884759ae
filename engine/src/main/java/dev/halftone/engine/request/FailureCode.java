package dev.halftone.engine.request;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Why an image failed: the code used in the API, the web page and the database.
public record FailureCode(String text) {
    public static final FailureCode INVALID_URL = new FailureCode("invalid_url");
    public static final FailureCode BLOCKED_ADDRESS = new FailureCode("blocked_address");
    public static final FailureCode DNS_FAILED = new FailureCode("dns_failed");
    public static final FailureCode CONNECT_FAILED = new FailureCode("connect_failed");
    public static final FailureCode TLS_FAILED = new FailureCode("tls_failed");
    public static final FailureCode TIMED_OUT = new FailureCode("timed_out");
    public static final FailureCode TOO_MANY_REDIRECTS = new FailureCode("too_many_redirects");
    public static final FailureCode TOO_LARGE = new FailureCode("too_large");
    public static final FailureCode TOO_MANY_PIXELS = new FailureCode("too_many_pixels");
    public static final FailureCode NOT_AN_IMAGE = new FailureCode("not_an_image");
    public static final FailureCode UNSUPPORTED_FORMAT = new FailureCode("unsupported_format");
    public static final FailureCode CORRUPT_IMAGE = new FailureCode("corrupt_image");
    public static final FailureCode CODEC_CRASHED = new FailureCode("codec_crashed");
    public static final FailureCode SERVICE_FAILED = new FailureCode("service_failed");
    public static final FailureCode STORAGE_FAILED = new FailureCode("storage_failed");
    public static final FailureCode CANCELLED = new FailureCode("cancelled");

    private static final Set<FailureCode> ALL = Set.of(
            INVALID_URL,
            BLOCKED_ADDRESS,
            DNS_FAILED,
            CONNECT_FAILED,
            TLS_FAILED,
            TIMED_OUT,
            TOO_MANY_REDIRECTS,
            TOO_LARGE,
            TOO_MANY_PIXELS,
            NOT_AN_IMAGE,
            UNSUPPORTED_FORMAT,
            CORRUPT_IMAGE,
            CODEC_CRASHED,
            SERVICE_FAILED,
            STORAGE_FAILED,
            CANCELLED);

    private static final Pattern HTTP = Pattern.compile("http_[1-9][0-9][0-9]");

    private static final Pattern TRANSIENT =
            Pattern.compile("dns_failed|connect_failed|timed_out|storage_failed|http_408|http_429|http_5[0-9][0-9]");

    public FailureCode {
        if (!text.matches("[a-z][a-z0-9_]*")) throw new IllegalArgumentException("not a failure code: " + text);
    }

    /// The code of an HTTP response without an image: `http_404`.
    public static FailureCode http(int status) {
        return new FailureCode("http_" + status);
    }

    /// The code with this text. Of HTTP statuses, there is a code for each.
    public static Optional<FailureCode> find(String text) {
        return HTTP.matcher(text).matches()
                ? Optional.of(new FailureCode(text))
                : ALL.stream().filter(code -> code.text.equals(text)).findFirst();
    }

    /// The texts of these codes, in order.
    public static List<String> texts(Collection<FailureCode> codes) {
        return codes.stream().map(FailureCode::text).sorted().toList();
    }

    /// Whether another attempt may succeed: the cause may pass.
    public boolean isTransient() {
        return TRANSIENT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
