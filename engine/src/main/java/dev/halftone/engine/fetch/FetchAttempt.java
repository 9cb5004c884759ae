package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TOO_MANY_REDIRECTS;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressGuard.Verdict.Allowed;
import dev.halftone.engine.net.AddressGuard.Verdict.Blocked;
import dev.halftone.engine.net.AddressGuard.Verdict.Invalid;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.net.RetryAfter;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// One attempt to fetch an image: sends the request, follows redirects, and reads the body.
///
/// The caller has judged the first URL; this class judges the URL of every redirect in the same way. It follows
/// a redirect from https to http, as browsers do: an image that is about to be published is no secret. Cookies
/// last as long as the attempt.
final class FetchAttempt {
    /// The longest `Retry-After` that is honored. A host that asks for a week would outlast the request.
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private static final Set<Integer> REDIRECTS = Set.of(
            HttpStatus.MOVED_PERMANENTLY,
            HttpStatus.FOUND,
            HttpStatus.SEE_OTHER,
            HttpStatus.TEMPORARY_REDIRECT,
            HttpStatus.PERMANENT_REDIRECT);

    private final FetchSettings settings;
    private final AddressGuard guard;
    private final OkHttpClient client;
    private final InstantSource clock;

    FetchAttempt(FetchSettings settings, AddressGuard guard, OkHttpClient client, InstantSource clock) {
        this.settings = settings;
        this.guard = guard;
        this.client = client;
        this.clock = clock;
    }

    /// Makes the attempt. Never throws for a failure of the server or the network.
    ///
    /// @param progress is kept up to date
    Fetched run(HttpUrl url, ConditionalHeaders conditionalHeaders, TransferProgress progress) {
        try {
            return fetch(url, conditionalHeaders, progress);
        } catch (IOException e) {
            return new Fetched.NotFetched(FetchErrors.explain(e));
        }
    }

    private Fetched fetch(HttpUrl first, ConditionalHeaders conditionalHeaders, TransferProgress progress)
            throws IOException {
        var cookies = new AttemptCookies();
        var url = first;
        for (var redirectsLeft = settings.maxRedirects(); ; redirectsLeft--) {
            Optional<String> location;
            try (var response = client.newCall(request(url, sourceHeaders(first, url), conditionalHeaders, cookies))
                    .execute()) {
                cookies.store(response);
                location = location(response);
                if (location.isEmpty()) return read(response, progress);
            }
            if (redirectsLeft == 0) return tooManyRedirects();
            switch (judge(target(url, location.get()))) {
                case Redirect.To(var target) -> url = target;
                case Redirect.Refused(var failed) -> {
                    return failed;
                }
            }
        }
    }

    /// A redirect from https to http must not send a secret in the clear.
    private SourceHeaders sourceHeaders(HttpUrl first, HttpUrl url) {
        return first.isHttps() && !url.isHttps() ? SourceHeaders.NONE : settings.sourceHeaders();
    }

    private Request request(
            HttpUrl url, SourceHeaders sourceHeaders, ConditionalHeaders conditionalHeaders, AttemptCookies cookies) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "image/*,*/*;q=0.5")
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

    private Fetched tooManyRedirects() {
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

        record Refused(Fetched failed) implements Redirect {}
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

    private Fetched read(Response response, TransferProgress progress) throws IOException {
        if (ConditionalHeaders.isNotModified(response)) return new Fetched.NotModified();
        if (!ResponseBody.isWholeImage(response))
            return new Fetched.NotFetched(FetchErrors.StatusErrors.explain(response.code(), retryAfter(response)));
        return new Fetched.Body(
                new ImageBytes(ResponseBody.read(response, settings.maxImageBytes(), progress)),
                ConditionalHeaders.validatorsOf(response));
    }

    private Optional<Duration> retryAfter(Response response) {
        return RetryAfter.parse(response.headers(), clock.instant())
                .map(wait -> wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait);
    }
}
