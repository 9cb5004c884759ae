package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Validators;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.StubDns;
import java.time.Duration;
import java.util.Optional;

/// Opens image fetchers for tests, with small limits, every address allowed, and names resolved by the testkit.
final class FetchFixture {
    static final int MAX_IMAGE_BYTES = 100_000;

    private FetchFixture() {}

    /// Opens a fetcher with the default test settings.
    static ImageFetcher open(StubDns names) {
        return open(names, settings(Duration.ofSeconds(30), 16, 64));
    }

    static ImageFetcher open(StubDns names, FetchSettings settings) {
        var guard = new AddressGuard(AddressPolicy.unrestricted(), names::resolve);
        return new ImageFetcher(settings, guard, new SettableClock());
    }

    /// The default test settings with these redirects and headers.
    static FetchSettings settings(int maxRedirects, SourceHeaders sourceHeaders) {
        var usual = settings(Duration.ofSeconds(30), 16, 64);
        return new FetchSettings(
                usual.fetchTimeout(),
                usual.connectTimeout(),
                usual.perHost(),
                usual.concurrency(),
                usual.bytesInFlight(),
                usual.maxImageBytes(),
                usual.minTransferRate(),
                maxRedirects,
                usual.userAgent(),
                sourceHeaders,
                usual.tenancy(),
                Optional.empty(),
                Optional.empty());
    }

    static FetchSettings settings(Duration fetchTimeout, int perHost, int concurrency) {
        return settings(fetchTimeout, perHost, concurrency, 100L * MAX_IMAGE_BYTES, MAX_IMAGE_BYTES);
    }

    static FetchSettings settings(
            Duration fetchTimeout, int perHost, int concurrency, long bytesInFlight, int maxImageBytes) {
        return new FetchSettings(
                fetchTimeout,
                Duration.ofSeconds(5),
                perHost,
                concurrency,
                bytesInFlight,
                maxImageBytes,
                0,
                10,
                "Halftone/test",
                SourceHeaders.NONE,
                Tenancy.SINGLE,
                Optional.empty(),
                Optional.empty());
    }

    /// Fetches the URL as the first image of a request.
    static Fetched fetch(ImageFetcher fetcher, String url) throws InterruptedException {
        return fetch(fetcher, url, 1);
    }

    /// Fetches the URL as the image of that number in its request.
    static Fetched fetch(ImageFetcher fetcher, String url, int image) throws InterruptedException {
        return fetch(fetcher, new FetchRequest(new SourceUrl(url), Optional.empty(), new Cancellation()), image);
    }

    /// Fetches the URL as the first image of a request that may be cancelled.
    static Fetched fetch(ImageFetcher fetcher, String url, Cancellation cancellation) throws InterruptedException {
        return fetch(fetcher, new FetchRequest(new SourceUrl(url), Optional.empty(), cancellation), 1);
    }

    /// Fetches the URL only if it has changed since the response with these validators.
    static Fetched fetchIfChanged(ImageFetcher fetcher, String url, Validators since) throws InterruptedException {
        return fetch(fetcher, new FetchRequest(new SourceUrl(url), Optional.of(since), new Cancellation()), 1);
    }

    /// The outcome of an attempt that brought no body.
    static Outcome outcome(Fetched fetched) {
        assertThat(fetched).isInstanceOf(NotFetched.class);
        return ((NotFetched) fetched).outcome();
    }

    private static Fetched fetch(ImageFetcher fetcher, FetchRequest fetchRequest, int image)
            throws InterruptedException {
        try (var memoryReservation = fetcher.reserve(FairnessKey.of("", image), fetchRequest.cancellation())) {
            return fetcher.fetch(fetchRequest, memoryReservation);
        }
    }
}
