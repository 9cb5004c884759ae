package dev.halftone.engine.fetch;

import static java.util.Comparator.comparingInt;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Cookie;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/// The cookies of one attempt: some hosts set a cookie, redirect to the same URL, and send the image only with
/// it.
///
/// OkHttp's [Cookie] parses and matches them (RFC 6265), and refuses cookies for a public suffix such as
/// `co.uk`. The JDK's `HttpCookie` does not know public suffixes, and misreads values with commas or quotes. A
/// new attempt begins without cookies, so no owner gets those of another.
///
/// Not thread-safe.
final class AttemptCookies {
    private static final int MAX_COOKIES = 50;

    /// RFC 6265 §6.1.
    private static final int MAX_COOKIE_CHARS = 4096;

    /// Servers refuse longer headers.
    private static final int MAX_HEADER_CHARS = 8192;

    private final InstantSource clock = InstantSource.system();
    private final List<Cookie> cookies = new ArrayList<>();

    /// Takes the cookies that a response sets. One that is expired deletes an earlier one.
    void store(Response response) {
        var url = response.request().url();
        for (var cookie : Cookie.parseAll(url, response.headers())) {
            // RFC 6265bis §5.7: plain http cannot set what only https gets.
            if (cookie.secure() && !url.isHttps()) continue;
            cookies.removeIf(earlier -> isSame(earlier, cookie));
            var isLong = cookie.name().length() + cookie.value().length() > MAX_COOKIE_CHARS;
            if (!isExpired(cookie) && !isLong && cookies.size() < MAX_COOKIES) cookies.add(cookie);
        }
    }

    private static boolean isSame(Cookie one, Cookie other) {
        return one.name().equals(other.name())
                && one.domain().equals(other.domain())
                && one.path().equals(other.path());
    }

    private boolean isExpired(Cookie cookie) {
        return cookie.expiresAt() <= clock.millis();
    }

    /// Adds the cookies for the URL, behind those that the request has already.
    void addTo(Request.Builder request, HttpUrl url) {
        var length = 0;
        var matching = new ArrayList<Cookie>();
        for (var cookie : cookies) {
            if (!cookie.matches(url) || isExpired(cookie)) continue;
            length += cookie.name().length() + cookie.value().length() + 3;
            if (length > MAX_HEADER_CHARS) break;
            matching.add(cookie);
        }
        if (matching.isEmpty()) return;
        // RFC 6265 §5.4: longer paths first, then in the order in which they were set.
        matching.sort(comparingInt((Cookie cookie) -> cookie.path().length()).reversed());
        var own = Optional.ofNullable(request.build().header("Cookie")).stream();
        var set = matching.stream().map(cookie -> cookie.name() + "=" + cookie.value());
        request.header("Cookie", Stream.concat(own, set).collect(Collectors.joining("; ")));
    }
}
