package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static dev.halftone.testkit.MockResponse.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotModified;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Validators;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.StubDns;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests conditional requests: fetching an image again only if it has changed.
@Timeout(60)
final class ConditionalFetchTest {
    private static final String MONDAY = "Mon, 05 Jan 2026 08:00:00 GMT";
    private static final String TUESDAY = "Tue, 06 Jan 2026 08:00:00 GMT";

    private final ImageHost host = ImageHost.start();
    private final ImageFetcher fetcher = FetchFixture.open(new StubDns());

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
    }

    @Test
    void sendsTheEtagAndLastModifiedOfTheLastResponse() throws Exception {
        host.respondTo(
                "/shoe.jpg", shoe().withHeader("ETag", "\"a1\"").withHeader("Last-Modified", MONDAY), status(304));
        var validators = validators(fetch("/shoe.jpg")).orElseThrow();

        var fetched = fetchIfChanged("/shoe.jpg", validators);

        assertThat(fetched).isEqualTo(new NotModified());
        assertThat(lastRequest().header("if-none-match")).contains("\"a1\"");
        assertThat(lastRequest().header("if-modified-since")).contains(MONDAY);
    }

    @Test
    void returnsAChangedImage() throws Exception {
        host.respondTo("/shoe.jpg", shoe().withHeader("ETag", "\"a1\""), shoe().withHeader("ETag", "W/\"b2\""));
        var validators = validators(fetch("/shoe.jpg")).orElseThrow();

        var fetched = fetchIfChanged("/shoe.jpg", validators);

        assertThat(validators(fetched).flatMap(Validators::etag)).contains("W/\"b2\"");
    }

    @Test
    void sendsNoConditionsWithoutValidators() throws Exception {
        host.respondTo("/shoe.jpg", shoe());

        assertThat(validators(fetch("/shoe.jpg"))).isEmpty();
        assertThat(isConditional(lastRequest())).isFalse();
    }

    @Test
    void rejectsNotModifiedForAnUnconditionalRequest() throws Exception {
        host.respondTo("/shoe.jpg", status(304));

        assertThat(fetch("/shoe.jpg"))
                .isEqualTo(Fetched.failed(FailureCode.http(304), "the server answered 304 Not Modified"));
    }

    @Test
    void sendsValidatorsOnlyToTheUrlThatSentThem() throws Exception {
        host.respondTo("/today.jpg", redirectTo("/shoe.jpg"))
                .respondTo("/shoe.jpg", shoe().withHeader("ETag", "\"a1\""), status(304));
        var validators = validators(fetch("/today.jpg")).orElseThrow();

        var fetched = fetchIfChanged("/today.jpg", validators);

        assertThat(fetched).isEqualTo(new NotModified());
        assertThat(host.requests("/today.jpg")).noneMatch(ConditionalFetchTest::isConditional);
        assertThat(lastRequest().header("if-none-match")).contains("\"a1\"");
    }

    @Test
    void sendsNoConditionsWhenTheRedirectTargetChanged() throws Exception {
        host.respondTo("/today.jpg", redirectTo("/shoe.jpg"), redirectTo("/boot.jpg"))
                .respondTo("/shoe.jpg", shoe().withHeader("ETag", "\"a1\""))
                .respondTo("/boot.jpg", shoe().withHeader("ETag", "\"a1\""));
        var validators = validators(fetch("/today.jpg")).orElseThrow();

        var fetched = fetchIfChanged("/today.jpg", validators);

        assertThat(fetched).isInstanceOf(Body.class);
        assertThat(host.requests("/boot.jpg")).singleElement().matches(request -> !isConditional(request));
    }

    @Test
    void rejectsNotModifiedFromAnotherUrl() throws Exception {
        host.respondTo("/today.jpg", redirectTo("/shoe.jpg"), status(304))
                .respondTo("/shoe.jpg", shoe().withHeader("ETag", "\"a1\""));
        var validators = validators(fetch("/today.jpg")).orElseThrow();

        assertThat(outcome(fetchIfChanged("/today.jpg", validators))).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a1\"", "W/\"a1\"", "\"67ab43:1f,x\""})
    void sendsTheEtagBackUnchanged(String tag) throws Exception {
        host.respondTo("/shoe.jpg", shoe().withHeader("ETag", tag), status(304));
        var validators = validators(fetch("/shoe.jpg")).orElseThrow();

        fetchIfChanged("/shoe.jpg", validators);

        assertThat(lastRequest().header("if-none-match")).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "\"a1", "w/\"a1\"", "\"a 1\"", "\"\u00fc\"", "\"a\"1\"", "*"})
    void dropsMalformedEtags(String tag) throws Exception {
        host.respondTo("/shoe.jpg", shoe().withHeader("ETag", tag));

        assertThat(validators(fetch("/shoe.jpg"))).isEmpty();
    }

    @Test
    void dropsOverlongEtags() throws Exception {
        host.respondTo("/shoe.jpg", shoe().withHeader("ETag", "\"" + "a".repeat(1_000) + "\""));

        assertThat(validators(fetch("/shoe.jpg"))).isEmpty();
    }

    @Test
    void dropsUnreliableLastModifiedTimes() throws Exception {
        var sameSecond =
                image("image/jpeg", new byte[3]).withHeader("Date", MONDAY).withHeader("Last-Modified", MONDAY);
        var noClock = image("image/jpeg", new byte[3]).withHeader("Last-Modified", MONDAY);
        host.respondTo("/same.jpg", sameSecond)
                .respondTo("/no.jpg", noClock)
                .respondTo("/odd.jpg", shoe().withHeader("Last-Modified", "yesterday"));

        assertThat(validators(fetch("/same.jpg"))).isEmpty();
        assertThat(validators(fetch("/no.jpg"))).isEmpty();
        assertThat(validators(fetch("/odd.jpg"))).isEmpty();
    }

    private static MockResponse shoe() {
        return image("image/jpeg", new byte[3]).withHeader("Date", TUESDAY);
    }

    private Fetched fetch(String path) throws InterruptedException {
        return FetchFixture.fetch(fetcher, host.url(path));
    }

    private Fetched fetchIfChanged(String path, Validators since) throws InterruptedException {
        return FetchFixture.fetchIfChanged(fetcher, host.url(path), since);
    }

    private static Optional<Validators> validators(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Body.class);
        return ((Body) fetched).validators();
    }

    private ImageHost.RecordedRequest lastRequest() {
        return host.requests().getLast();
    }

    private static boolean isConditional(ImageHost.RecordedRequest request) {
        return request.header("if-none-match").isPresent()
                || request.header("if-modified-since").isPresent();
    }
}
