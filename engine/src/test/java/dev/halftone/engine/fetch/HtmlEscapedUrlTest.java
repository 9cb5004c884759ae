package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static dev.halftone.testkit.MockResponse.serviceUnavailable;
import static dev.halftone.testkit.MockResponse.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.StubDns;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class HtmlEscapedUrlTest {
    private static final String ESCAPED = "/shoe.jpg?w=1&amp;h=2&amp;q=3";
    private static final String PLAIN = "/shoe.jpg?w=1&h=2&q=3";
    private static final MockResponse IMAGE = image("image/jpeg", new byte[3]);

    private final ImageHost host = ImageHost.start();
    private final ImageFetcher fetcher = FetchFixture.open(new StubDns());

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
    }

    @Test
    void fetchesTheUrlAsItIsWritten() throws Exception {
        host.respondTo(ESCAPED, IMAGE);

        assertThat(fetch(ESCAPED)).isInstanceOf(Body.class);
        assertThat(host.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422})
    void fetchesTheUnescapedUrlAfterA4xx(int rejection) throws Exception {
        host.respondTo(ESCAPED, status(rejection)).respondTo(PLAIN, IMAGE);

        assertThat(fetch(ESCAPED)).isInstanceOf(Body.class);
        assertThat(host.requests())
                .extracting(ImageHost.RecordedRequest::target)
                .containsExactly(ESCAPED, PLAIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 408, 429, 500, 503})
    void doesNotTryAgainAfterOtherFailures(int failure) throws Exception {
        host.respondTo(ESCAPED, status(failure));

        fetch(ESCAPED);

        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void saysThatBothFailed() throws Exception {
        host.respondTo(ESCAPED, status(403)).respondTo(PLAIN, status(404));

        assertThat(fetch(ESCAPED))
                .isEqualTo(
                        Fetched.failed(
                                FailureCode.http(403),
                                "the server answered 403 Forbidden; with & in place of &amp;, the server answered 404 Not Found"));
        assertThat(host.requests()).hasSize(2);
    }

    @Test
    void retriesWhenTheUnescapedUrlMayComeLater() throws Exception {
        host.respondTo(ESCAPED, status(404)).respondTo(PLAIN, serviceUnavailable());

        assertThat(outcome(fetch(ESCAPED)))
                .isEqualTo(new RetryLater(
                        FailureCode.http(503),
                        "the server answered 404 Not Found; with & in place of &amp;, the server answered 503 Service"
                                + " Unavailable",
                        Optional.empty()));
    }

    @Test
    void guardsTheRedirectsOfTheUnescapedUrl() throws Exception {
        host.respondTo(ESCAPED, status(404)).respondTo(PLAIN, redirectTo("http://user@127.0.0.1:" + host.port() + "/"));

        assertThat(outcome(fetch(ESCAPED)).toString()).contains("http_404", "user name or password");
        assertThat(host.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shoe.jpg?w=1&h=2", "/shoe.jpg#&amp;", "/shoe.jpg?w=1&ampere=2"})
    void triesOnceWhereNothingIsEscaped(String path) throws Exception {
        fetch(path);

        assertThat(host.requests()).hasSize(1);
    }

    private Fetched fetch(String path) throws InterruptedException {
        return FetchFixture.fetch(fetcher, host.url(path));
    }
}
