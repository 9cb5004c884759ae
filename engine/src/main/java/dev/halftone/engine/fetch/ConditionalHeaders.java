package dev.halftone.engine.fetch;

import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.UrlDigest;
import dev.halftone.engine.request.Validators;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/// The headers of a conditional request (RFC 9110 §13.1): send the image only if it has changed.
///
/// A redirect can lead to another URL today than it did before. An entity tag distinguishes states of one resource
/// only (RFC 9110 §8.8.3). So the condition is sent only to the URL that returned the validators. A 304 to a request
/// without a condition is an error.
final class ConditionalHeaders {
    /// No condition: always send the image.
    static final ConditionalHeaders NONE = new ConditionalHeaders(Optional.empty());

    /// RFC 9110 §8.8.3, but without the non-ASCII bytes that it tolerates.
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[!#-~]*\"");

    private final Optional<Validators> known;

    private ConditionalHeaders(Optional<Validators> known) {
        this.known = known;
    }

    static ConditionalHeaders of(Validators validators) {
        return new ConditionalHeaders(Optional.of(validators));
    }

    /// Adds both conditions, for servers that support only one. A server that supports both ignores the
    /// time (§13.1.3).
    void addTo(Request.Builder request, HttpUrl url) {
        known.filter(validators -> validators.url().equals(digest(url))).ifPresent(validators -> {
            validators.etag().ifPresent(tag -> request.header("If-None-Match", tag));
            validators.lastModified().ifPresent(time -> request.header("If-Modified-Since", time));
        });
    }

    static boolean isNotModified(Response response) {
        return response.code() == HttpStatus.NOT_MODIFIED && isConditional(response.request());
    }

    private static boolean isConditional(Request request) {
        return request.header("If-None-Match") != null || request.header("If-Modified-Since") != null;
    }

    /// The validators in a response, for the next request.
    static Optional<Validators> validatorsOf(Response response) {
        var etag = Optional.ofNullable(response.header("ETag"))
                .filter(tag -> ENTITY_TAG.matcher(tag).matches())
                .filter(Validators::isValidHeaderValue);
        var lastModified = Optional.ofNullable(response.header("Last-Modified"))
                .filter(_ -> isSettled(response))
                .filter(Validators::isValidHeaderValue);
        return etag.isEmpty() && lastModified.isEmpty()
                ? Optional.empty()
                : Optional.of(new Validators(digest(response.request().url()), etag, lastModified));
    }

    /// Whether `Last-Modified` is a strong validator: the server's clock is at least a second ahead of it
    /// (RFC 9110 §8.8.2.2). Within the same second the image could change again unnoticed.
    private static boolean isSettled(Response response) {
        var modified = time(response, "Last-Modified");
        var now = time(response, "Date");
        return modified.isPresent()
                && now.isPresent()
                && !now.get().isBefore(modified.get().plusSeconds(1));
    }

    /// Reads a date in the preferred format (RFC 9110 §5.6.7). OkHttp's parser creates a calendar for each
    /// thread, and here every fetch has a virtual thread of its own.
    private static Optional<Instant> time(Response response, String header) {
        return Optional.ofNullable(response.header(header)).flatMap(text -> {
            try {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static UrlDigest digest(HttpUrl url) {
        return UrlDigest.of(new SourceUrl(url.toString()));
    }
}
