package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.HostLimits.TimedResult;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.testkit.SettableClock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

final class HostRegistryTest {
    private static final Body IMAGE = new Body(new ImageBytes(new byte[1]), Optional.empty());
    private static final NotFetched BUSY = new NotFetched(
            new RetryLater(FailureCode.http(429), "the server answered 429", Optional.of(Duration.ofMinutes(1))));
    private static final NotFetched GONE = new NotFetched(
            new RetryLater(FailureCode.DNS_FAILED, "the server's name could not be found", Optional.empty()));

    private final SettableClock clock = new SettableClock();
    private final HostRegistry hostRegistry = new HostRegistry(FetchSettings.defaults(), clock, new HostExchange());

    @Test
    void forgetsAHostWithoutFailures() throws Exception {
        fetch("http://a.test/1.jpg", IMAGE);

        assertThat(hostRegistry.size()).isZero();
    }

    @Test
    void defersOnlyTheHostThatSentRetryAfter() throws Exception {
        fetch("http://a.test/1.jpg", BUSY);

        assertThat(outcome(fetch("http://a.test/2.jpg", IMAGE))).isInstanceOf(Deferred.class);
        assertThat(fetch("http://b.test/2.jpg", IMAGE)).isEqualTo(IMAGE);
        assertThat(hostRegistry.count(HostLimits::isDeferred)).isEqualTo(1);
    }

    @Test
    void sharesAHostBetweenHttpAndHttpsButNotOtherPorts() throws Exception {
        fetch("http://a.test/1.jpg", BUSY);

        assertThat(outcome(fetch("https://a.test/2.jpg", IMAGE))).isInstanceOf(Deferred.class);
        assertThat(fetch("http://a.test:8080/2.jpg", IMAGE)).isEqualTo(IMAGE);
    }

    @Test
    void remembersAtMostTenThousandHosts() throws Exception {
        fetch("http://first.test/1.jpg", BUSY);
        for (var i = 0; i < 30_000; i++) fetch("http://" + i + ".test/1.jpg", GONE);

        assertThat(hostRegistry.size()).isEqualTo(10_000);
        assertThat(fetch("http://first.test/2.jpg", IMAGE)).isEqualTo(IMAGE);
    }

    private Fetched fetch(String url, Fetched response) throws InterruptedException {
        try (var host = hostRegistry.open(HttpUrl.get(url));
                var permit = host.acquire(new FairnessKey("", 0))) {
            if (permit.rejection().isPresent())
                return new NotFetched(permit.rejection().get());
            permit.record(new TimedResult(response, Duration.ofMillis(5)));
            return response;
        }
    }
}
