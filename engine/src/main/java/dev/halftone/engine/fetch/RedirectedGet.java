package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TOO_MANY_REDIRECTS;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressGuard.Verdict.Allowed;
import dev.halftone.engine.net.AddressGuard.Verdict.Blocked;
import dev.halftone.engine.net.AddressGuard.Verdict.Invalid;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.SourceUrl;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// Sends a GET request and follows redirects.
///
/// The caller has judged the first URL; this class judges the URL of every redirect in the same way. It follows
/// a redirect from https to http, as browsers do: an image that is about to be published is no secret. Cookies
/// last until the final response.
final class RedirectedGet {
    private static final Set<Integer> REDIRECTS = Set.of(
            HttpStatus.MOVED_PERMANENTLY,
            HttpStatus.FOUND,
            HttpStatus.SEE_OTHER,
            HttpStatus.TEMPORARY_REDIRECT,
            HttpStatus.PERMANENT_REDIRECT);

    private final FetchSettings settings;
    private final AddressGuard guard;
    private final OkHttpClient client;

    RedirectedGet(FetchSettings settings, AddressGuard guard, OkHttpClient client) {
        this.settings = settings;
        this.guard = guard;
        this.client = client;
    }

    sealed interface Result {
        /// The final response. The caller closes it.
        record Responded(Response response) implements Result {}

        /// A redirect was not followed.
        record Refused(Fetched.NotFetched why) implements Result {}
    }

    /// Sends the request, and those of the redirects.
    ///
    /// @param accept the `Accept` header
    Result get(HttpUrl first, String accept, ConditionalHeaders conditionalHeaders) throws IOException {
        var cookies = new AttemptCookies();
        var url = first;
        for (var redirectsLeft = settings.maxRedirects(); ; redirectsLeft--) {
            var request = request(url, accept, sourceHeaders(first, url), conditionalHeaders, cookies);
            var response = client.newCall(request).execute();
            cookies.store(response);
            var location = location(response);
            if (location.isEmpty()) return new Result.Responded(response);
            response.close();
            if (redirectsLeft == 0) return new Result.Refused(tooManyRedirects());
            switch (judge(target(url, location.get()))) {
                case Redirect.To(var target) -> url = target;
                case Redirect.Refused(var failed) -> {
                    return new Result.Refused(failed);
                }
            }
        }
    }

    /// A redirect from https to http must not send a secret in the clear.
    private SourceHeaders sourceHeaders(HttpUrl first, HttpUrl url) {
        return first.isHttps() && !url.isHttps() ? SourceHeaders.NONE : settings.sourceHeaders();
    }

    private Request request(
            HttpUrl url,
            String accept,
            SourceHeaders sourceHeaders,
            ConditionalHeaders conditionalHeaders,
            AttemptCookies cookies) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", accept)
                // Set here and not by OkHttp, so that we receive the compressed bytes and can count them.
                .header("Accept-Encoding", "gzip");
        conditionalHeaders.addTo(request, url);
        sourceHeaders.addTo(request, url);
        cookies.addTo(request, url);
        return request.build();
    }

    private static Optional<String> location(Response response) {
        return REDIRECTS.contains(response.code())
                ? Optional.ofNullable(response.header("Location"))
                : Optional.empty();
    }

    private Fetched.NotFetched tooManyRedirects() {
        return Fetched.failed(
                TOO_MANY_REDIRECTS,
                settings.maxRedirects() == 0
                        ? "the server redirects, and max-redirects is 0"
                        : "the server redirects more than " + settings.maxRedirects() + " times");
    }

    /// An absolute location is judged as it is written: a URL that is invalid in a CSV is invalid here.
    private static Optional<SourceUrl> target(HttpUrl from, String location) {
        var written = new SourceUrl(location);
        return written.isAbsolute()
                ? Optional.of(written)
                : Optional.ofNullable(from.resolve(location)).map(to -> new SourceUrl(to.toString()));
    }

    /// A redirect, judged.
    private sealed interface Redirect {
        record To(HttpUrl url) implements Redirect {}

        record Refused(Fetched.NotFetched failed) implements Redirect {}
    }

    private Redirect judge(Optional<SourceUrl> target) {
        if (target.isEmpty()) return refused(INVALID_URL, " to something that is not an http or https URL");
        return switch (guard.judge(target.get())) {
            case Invalid(var why) -> refused(INVALID_URL, ", but " + why);
            case Blocked blocked -> refused(BLOCKED_ADDRESS, ", but " + blocked.whyWithoutAddress());
            case Allowed _ -> new Redirect.To(target.get().toHttpUrl());
        };
    }

    private static Redirect refused(FailureCode code, String how) {
        return new Redirect.Refused(Fetched.failed(code, "the server redirects" + how));
    }
}
