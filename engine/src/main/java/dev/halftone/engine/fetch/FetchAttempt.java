package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TOO_MANY_REDIRECTS;

import dev.halftone.engine.limit.MemoryReservation;
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

/// One attempt at an image: asks, follows redirects, and reads what comes in the end.
///
/// Whoever makes an attempt has judged its URL; every URL on the way is judged as that one was. A redirect from
/// https to http is followed, as browsers do: an image on its way to be published is no secret.
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

    /// @param memoryReservation holds the bytes that come
    Fetched run(HttpUrl url, ConditionalHeaders conditionalHeaders, MemoryReservation memoryReservation) {
        try {
            return request(url, new Hop(conditionalHeaders, memoryReservation, settings.maxRedirects()));
        } catch (IOException e) {
            return new Fetched.NotFetched(FetchErrors.explain(e));
        }
    }

    /// The way to one URL.
    ///
    /// @param redirectsLeft how many more may follow
    private record Hop(ConditionalHeaders conditionalHeaders, MemoryReservation memoryReservation, int redirectsLeft) {
        Hop next() {
            return new Hop(conditionalHeaders, memoryReservation, redirectsLeft - 1);
        }
    }

    private Fetched request(HttpUrl url, Hop hop) throws IOException {
        Optional<String> location;
        try (var answer = client.newCall(request(url, hop.conditionalHeaders())).execute()) {
            location = location(answer);
            if (location.isEmpty()) return read(answer, hop.memoryReservation());
        }
        return redirect(url, location.get(), hop);
    }

    private Request request(HttpUrl url, ConditionalHeaders conditionalHeaders) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "image/*,*/*;q=0.5")
                // Said by us, and not by OkHttp, so that the compressed bytes pass us by and can be counted.
                .header("Accept-Encoding", "gzip");
        conditionalHeaders.addTo(request, url);
        return request.build();
    }

    private static Optional<String> location(Response answer) {
        return REDIRECTS.contains(answer.code()) ? Optional.ofNullable(answer.header("Location")) : Optional.empty();
    }

    private Fetched redirect(HttpUrl from, String location, Hop hop) throws IOException {
        if (hop.redirectsLeft() == 0)
            return Fetched.failed(
                    TOO_MANY_REDIRECTS, "the server redirects more than " + settings.maxRedirects() + " times");
        var to = target(from, location);
        return to.isPresent()
                ? follow(to.get(), hop.next())
                : Fetched.failed(INVALID_URL, "the server redirects to what is no http or https URL");
    }

    /// Judged as it is written, where it stands for itself: what is no good in a CSV is no good here.
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

    private Fetched read(Response answer, MemoryReservation memoryReservation) throws IOException {
        if (ConditionalHeaders.isNotModified(answer)) return new Fetched.NotModified();
        return answer.code() == HttpStatus.OK
                ? new Fetched.Body(
                        new ImageBytes(ResponseBody.read(answer, settings.maxImageBytes(), memoryReservation)),
                        ConditionalHeaders.validatorsOf(answer))
                : new Fetched.NotFetched(FetchErrors.StatusErrors.explain(answer.code(), retryAfter(answer)));
    }

    private Optional<Duration> retryAfter(Response answer) {
        return RetryAfter.parse(answer.headers(), clock.instant())
                .map(wait -> wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait);
    }
}
