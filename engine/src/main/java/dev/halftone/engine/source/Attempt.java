package dev.halftone.engine.source;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TOO_MANY_REDIRECTS;

import dev.halftone.engine.address.AddressGuard;
import dev.halftone.engine.address.Verdict.Allowed;
import dev.halftone.engine.address.Verdict.Blocked;
import dev.halftone.engine.address.Verdict.Invalid;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
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
final class Attempt {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final SourceSettings settings;
    private final AddressGuard guard;
    private final OkHttpClient client;
    private final RetryAfter retryAfter;

    Attempt(SourceSettings settings, AddressGuard guard, OkHttpClient client, RetryAfter retryAfter) {
        this.settings = settings;
        this.guard = guard;
        this.client = client;
        this.retryAfter = retryAfter;
    }

    /// @param share holds the bytes that come
    Fetched make(HttpUrl url, Condition condition, Share share) {
        try {
            return ask(url, new Leg(condition, share, settings.maxRedirects()));
        } catch (IOException e) {
            return Trouble.explain(e);
        }
    }

    /// The way to one URL.
    ///
    /// @param redirectsLeft how many more may follow
    private record Leg(Condition condition, Share share, int redirectsLeft) {
        Leg next() {
            return new Leg(condition, share, redirectsLeft - 1);
        }
    }

    private Fetched ask(HttpUrl url, Leg leg) throws IOException {
        Optional<String> location;
        try (var answer = client.newCall(request(url, leg.condition())).execute()) {
            location = location(answer);
            if (location.isEmpty()) return read(answer, leg.share());
        }
        return redirect(url, location.get(), leg);
    }

    private Request request(HttpUrl url, Condition condition) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "image/*,*/*;q=0.5")
                // Said by us, and not by OkHttp, so that the compressed bytes pass us by and can be counted.
                .header("Accept-Encoding", "gzip");
        condition.addTo(request, url);
        return request.build();
    }

    private static Optional<String> location(Response answer) {
        return REDIRECTS.contains(answer.code()) ? Optional.ofNullable(answer.header("Location")) : Optional.empty();
    }

    private Fetched redirect(HttpUrl from, String location, Leg leg) throws IOException {
        if (leg.redirectsLeft() == 0)
            return new Fetched.Refused(
                    TOO_MANY_REDIRECTS, "the server redirects more than " + settings.maxRedirects() + " times");
        var to = target(from, location);
        return to.isPresent()
                ? follow(to.get(), leg.next())
                : new Fetched.Refused(INVALID_URL, "the server redirects to what is no http or https URL");
    }

    /// Judged as it is written, where it stands for itself: what is no good in a CSV is no good here.
    private static Optional<SourceUrl> target(HttpUrl from, String location) {
        var written = new SourceUrl(location);
        return written.isAbsolute()
                ? Optional.of(written)
                : Optional.ofNullable(from.resolve(location)).map(to -> new SourceUrl(to.toString()));
    }

    private Fetched follow(SourceUrl url, Leg leg) throws IOException {
        return switch (guard.judge(url)) {
            case Invalid(var why) -> new Fetched.Refused(INVALID_URL, "the server redirects, but " + why);
            case Blocked(var why) -> new Fetched.Refused(BLOCKED_ADDRESS, "the server redirects, but " + why);
            case Allowed _ -> ask(url.toHttpUrl(), leg);
        };
    }

    private Fetched read(Response answer, Share share) throws IOException {
        if (Condition.isUnchanged(answer)) return new Fetched.Unchanged();
        return answer.code() == 200
                ? new Fetched.Body(
                        new ImageBytes(LimitedBody.read(answer, settings.maxImageBytes(), share)),
                        Condition.next(answer))
                : HttpStatus.explain(answer.code(), retryAfter.in(answer.headers()));
    }
}
