package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static dev.halftone.engine.request.FailureCode.CONNECT_FAILED;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.raw;
import static dev.halftone.testkit.MockResponse.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.StubDns;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which statuses bring an image, and what becomes of the others.
@Timeout(60)
final class ResponseStatusTest {
    private static final byte[] SHOE = new byte[20_000];

    private final ImageHost host = ImageHost.start();
    private final ImageFetcher fetcher = FetchFixture.open(new StubDns());

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
    }

    static IntStream statuses() {
        return IntStream.rangeClosed(400, 599);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void retriesOnlyTransientStatuses(int code) throws Exception {
        host.respondTo("/shoe.jpg", status(code));

        var fetched = fetch("/shoe.jpg");

        var isTransient = code == 408 || code == 429 || code >= 500;
        assertThat(outcome(fetched)).isInstanceOf(isTransient ? RetryLater.class : Failed.class);
        assertThat(failure(fetched)).isEqualTo(FailureCode.http(code));
        assertThat(host.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 206, 300, 304, 305, 999})
    void rejectsStatusesWithoutAnImage(int code) throws Exception {
        host.respondTo("/shoe.jpg", raw("HTTP/1.1 " + code + " Whatever\r\nConnection: close\r\n\r\n"));

        assertThat(failure(fetch("/shoe.jpg"))).isEqualTo(FailureCode.http(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205})
    void findsNoImageInAnEmptyResponse(int code) throws Exception {
        host.respondTo("/shoe.jpg", raw("HTTP/1.1 " + code + " Whatever\r\nConnection: close\r\n\r\n"));

        assertThat(failure(fetch("/shoe.jpg"))).isEqualTo(FailureCode.NOT_AN_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "042", "099"})
    void takesNoNumberBelow100ForAStatus(String number) throws Exception {
        host.respondTo("/shoe.jpg", raw("HTTP/1.1 " + number + " Whatever\r\nConnection: close\r\n\r\n"));

        assertThat(failure(fetch("/shoe.jpg"))).isEqualTo(CONNECT_FAILED);
    }

    @Test
    void acceptsAnImageThatAProxyHasChanged() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).withStatus(203));

        assertThat(bytes(fetch("/shoe.jpg"))).isEqualTo(SHOE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-19999/20000", "Bytes 0-19999/20000", "bytes  0-19999/20000"})
    void acceptsARangeOfTheWholeImage(String range) throws Exception {
        var part = image("image/jpeg", SHOE).withStatus(206).withHeader("Content-Range", range);
        host.respondTo("/whole", part).respondTo("/chunked", part.chunked());

        assertThat(bytes(fetch("/whole"))).isEqualTo(SHOE);
        assertThat(bytes(fetch("/chunked"))).isEqualTo(SHOE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes 0-19998/20000",
                "bytes 1-19999/20000",
                "bytes 0-19999/*",
                "bytes 0-19998/19999",
                "bytes 0-20000/20001",
                "bytes */20000",
                "items 0-19999/20000",
                "bytes 0-99999999999999999999/100000000000000000000"
            })
    void rejectsAPartOfAnImage(String range) throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).withStatus(206).withHeader("Content-Range", range));

        assertThat(fetch("/shoe.jpg"))
                .isEqualTo(Fetched.failed(
                        FailureCode.http(206),
                        "the server answered 206 Partial Content: only a part of the image, or one that does not say"
                                + " it is the whole"));
    }

    @Test
    void retriesAChunkedRangeThatIsCutOff() throws Exception {
        host.respondTo(
                "/shoe.jpg",
                image("image/jpeg", SHOE)
                        .withStatus(206)
                        .withHeader("Content-Range", "bytes 0-20000/20001")
                        .chunked());

        assertThat(failure(fetch("/shoe.jpg"))).isEqualTo(CONNECT_FAILED);
    }

    @Test
    void describesTheFailedStatusInWords() throws Exception {
        assertThat(fetch("/shoe.jpg?secret=1"))
                .isEqualTo(Fetched.failed(FailureCode.http(404), "the server answered 404 Not Found"));
    }

    private Fetched fetch(String path) throws InterruptedException {
        return FetchFixture.fetch(fetcher, host.url(path));
    }

    private static byte[] bytes(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Body.class);
        return ((Body) fetched).bytes().array();
    }

    private static FailureCode failure(Fetched fetched) {
        return switch (outcome(fetched)) {
            case Failed failed -> failed.code();
            case RetryLater retryLater -> retryLater.code();
            case Deferred _, Succeeded _, HandedOver _ -> throw new AssertionError("no failure: " + fetched);
        };
    }
}
