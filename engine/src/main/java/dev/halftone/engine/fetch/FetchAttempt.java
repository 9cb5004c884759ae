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
/// The caller has judged the first URL; this class judges the URL of every redirect in the same way. It follows a
/// redirect from https to http, as browsers do: an image that is about to be published is no secret.
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
            return request(url, new Hop(conditionalHeaders, progress, settings.maxRedirects()));
        } catch (IOException e) {
            return new Fetched.NotFetched(FetchErrors.explain(e));
        }
    }

    /// One request of the attempt.
    ///
    /// @param redirectsLeft how many more redirects may be followed
    private record Hop(ConditionalHeaders conditionalHeaders, TransferProgress progress, int redirectsLeft) {
        Hop next() {
            return new Hop(conditionalHeaders, progress, redirectsLeft - 1);
        }
    }

    private Fetched request(HttpUrl url, Hop hop) throws IOException {
        Optional<String> location;
        try (var response =
                client.newCall(request(url, hop.conditionalHeaders())).execute()) {
            location = location(response);
            if (location.isEmpty()) return read(response, hop.progress());
        }
        return redirect(url, location.get(), hop);
    }

    private Request request(HttpUrl url, ConditionalHeaders conditionalHeaders) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "image/*,*/*;q=0.5")
                // Set here and not by OkHttp, so that we receive the compressed bytes and can count them.
                .header("Accept-Encoding", "gzip");
        conditionalHeaders.addTo(request, url);
        return request.build();
    }

    private static Optional<String> location(Response response) {
        return REDIRECTS.contains(response.code())
                ? Optional.ofNullable(response.header("Location"))
                : Optional.empty();
    }

    private Fetched redirect(HttpUrl from, String location, Hop hop) throws IOException {
        if (hop.redirectsLeft() == 0)
            return Fetched.failed(
                    TOO_MANY_REDIRECTS, "the server redirects more than " + settings.maxRedirects() + " times");
        var to = target(from, location);
        return to.isPresent()
                ? follow(to.get(), hop.next())
                : Fetched.failed(INVALID_URL, "the server redirects to something that is not an http or https URL");
    }

    /// An absolute location is judged as it is written: a URL that is invalid in a CSV is invalid here.
    private static Optional<SourceUrl> target(HttpUrl from, String location) {
        var written = new SourceUrl(location);
        return written.isAbsolute()
                ? Optional.of(written)
                : Optional.ofNullable(from.resolve(location)).map(to -> new SourceUrl(to.toString()));
    }

    private Fetched follow(SourceUrl url, Hop hop) throws IOException {
        return switch (guard.judge(url)) {
            case Invalid(var why) -> Fetched.failed(INVALID_URL, "the server redirects, but " + why);
            case Blocked(var why) -> Fetched.failed(BLOCKED_ADDRESS, "the server redirects, but " + why);
            case Allowed _ -> request(url.toHttpUrl(), hop);
        };
    }

    private Fetched read(Response response, TransferProgress progress) throws IOException {
        if (ConditionalHeaders.isNotModified(response)) return new Fetched.NotModified();
        return response.code() == HttpStatus.OK
                ? new Fetched.Body(
                        new ImageBytes(ResponseBody.read(response, settings.maxImageBytes(), progress)),
                        ConditionalHeaders.validatorsOf(response))
                : new Fetched.NotFetched(FetchErrors.StatusErrors.explain(response.code(), retryAfter(response)));
    }

    private Optional<Duration> retryAfter(Response response) {
        return RetryAfter.parse(response.headers(), clock.instant())
                .map(wait -> wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait);
    }
}
