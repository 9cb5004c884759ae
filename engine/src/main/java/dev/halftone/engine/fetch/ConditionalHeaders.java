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

/// Asks for an image only if it is no longer what it was (RFC 9110 §13.1), and knows a server's word that it still is.
///
/// Redirects can lead somewhere else today. An entity tag tells states of one resource apart and says nothing of
/// another's (RFC 9110 §8.8.3), so the condition goes to the URL that gave the validators and to no other; without a
/// condition a 304 is no answer.
final class ConditionalHeaders {
    /// The image whatever it was.
    static final ConditionalHeaders NONE = new ConditionalHeaders(Optional.empty());

    /// RFC 9110 §8.8.3, without the bytes beyond ASCII that it puts up with.
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[!#-~]*\"");

    private final Optional<Validators> known;

    private ConditionalHeaders(Optional<Validators> known) {
        this.known = known;
    }

    static ConditionalHeaders of(Validators validators) {
        return new ConditionalHeaders(Optional.of(validators));
    }

    /// Both, for servers that know only one of them: where there is a tag, the time is to be ignored (§13.1.3).
    void addTo(Request.Builder request, HttpUrl url) {
        known.filter(validators -> validators.url().equals(digest(url))).ifPresent(validators -> {
            validators.etag().ifPresent(tag -> request.header("If-None-Match", tag));
            validators.lastModified().ifPresent(time -> request.header("If-Modified-Since", time));
        });
    }

    static boolean isNotModified(Response answer) {
        return answer.code() == HttpStatus.NOT_MODIFIED && isConditional(answer.request());
    }

    private static boolean isConditional(Request request) {
        return request.header("If-None-Match") != null || request.header("If-Modified-Since") != null;
    }

    /// What to ask by next time.
    static Optional<Validators> validatorsOf(Response answer) {
        var etag = Optional.ofNullable(answer.header("ETag"))
                .filter(tag -> ENTITY_TAG.matcher(tag).matches())
                .filter(Validators::fitsAHeader);
        var lastModified = Optional.ofNullable(answer.header("Last-Modified"))
                .filter(_ -> isSettled(answer))
                .filter(Validators::fitsAHeader);
        return etag.isEmpty() && lastModified.isEmpty()
                ? Optional.empty()
                : Optional.of(new Validators(digest(answer.request().url()), etag, lastModified));
    }

    /// A time of whole seconds misses a second change within its second. It tells states apart for sure when
    /// the same clock says that it is past (RFC 9110 §8.8.2.2).
    private static boolean isSettled(Response answer) {
        var modified = time(answer, "Last-Modified");
        var now = time(answer, "Date");
        return modified.isPresent()
                && now.isPresent()
                && !now.get().isBefore(modified.get().plusSeconds(1));
    }

    /// A time as servers are to send it (RFC 9110 §5.6.7). OkHttp would make a calendar on each virtual thread.
    private static Optional<Instant> time(Response answer, String header) {
        return Optional.ofNullable(answer.header(header)).flatMap(text -> {
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
