package dev.halftone.engine.source;

import dev.halftone.engine.address.AddressGuard;
import dev.halftone.engine.address.AddressPolicy;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Validators;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.StubNames;
import java.time.Duration;
import java.util.Optional;

/// The sources that tests fetch from: small limits, every address open, names from the testkit.
final class TestSource {
    static final int MAX_IMAGE_BYTES = 100_000;

    private TestSource() {}

    /// For one image at a time.
    static ImageSource open(StubNames names) {
        return open(names, settings(Duration.ofSeconds(30), 16, 64));
    }

    static ImageSource open(StubNames names, SourceSettings settings) {
        var guard = new AddressGuard(AddressPolicy.anywhere(), names::resolve);
        return new ImageSource(settings, guard, new SettableClock());
    }

    static SourceSettings settings(Duration fetchTimeout, int perHost, int concurrency) {
        return new SourceSettings(
                fetchTimeout,
                Duration.ofSeconds(5),
                perHost,
                concurrency,
                100L * MAX_IMAGE_BYTES,
                MAX_IMAGE_BYTES,
                5,
                "Halftone/test");
    }

    /// As the first image of a request.
    static Fetched fetch(ImageSource source, String url) throws InterruptedException {
        return fetch(source, url, 1);
    }

    /// As the image of that number in its request.
    static Fetched fetch(ImageSource source, String url, int image) throws InterruptedException {
        return fetch(source, new Inquiry(new SourceUrl(url), Optional.empty(), () -> true), image);
    }

    /// Only if it has changed.
    static Fetched fetchIfChanged(ImageSource source, String url, Validators since) throws InterruptedException {
        return fetch(source, new Inquiry(new SourceUrl(url), Optional.of(since), () -> true), 1);
    }

    private static Fetched fetch(ImageSource source, Inquiry inquiry, int image) throws InterruptedException {
        try (var share = source.share(Turn.of(image))) {
            return source.fetch(inquiry, share);
        }
    }
}
