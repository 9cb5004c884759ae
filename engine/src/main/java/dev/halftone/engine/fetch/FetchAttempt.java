package dev.halftone.engine.fetch;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.RetryAfter;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// One attempt to fetch an image: sends the request, follows redirects, and reads the body.
final class FetchAttempt {
    private static final String ACCEPT = "image/*,*/*;q=0.5";

    /// The longest `Retry-After` that is honored. A host that asks for a week would outlast the request.
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private final FetchSettings settings;
    private final RedirectedGet redirects;
    private final InstantSource clock;

    FetchAttempt(FetchSettings settings, AddressGuard guard, OkHttpClient client, InstantSource clock) {
        this.settings = settings;
        this.redirects = new RedirectedGet(settings, guard, client);
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
        return switch (redirects.get(first, ACCEPT, conditionalHeaders)) {
            case RedirectedGet.Result.Refused(var failed) -> failed;
            case RedirectedGet.Result.Responded(var response) -> {
                try (response) {
                    yield read(response, progress);
                }
            }
        };
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
