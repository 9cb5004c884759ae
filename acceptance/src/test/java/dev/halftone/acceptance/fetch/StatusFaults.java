package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeedsOnRetry;
import static dev.halftone.testkit.MockResponse.serviceUnavailable;
import static dev.halftone.testkit.MockResponse.tooManyRequests;

import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Responses with a status other than 200.
final class StatusFaults {

    private StatusFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        for (var status : List.of(400, 402, 403, 404, 407, 410, 414, 418, 421, 451))
            faultyHosts.addHost("responds " + status, failsAtOnce("http_" + status), MockResponse.status(status));
        for (var status : List.of(408, 429, 500, 501, 502, 503, 504, 599))
            faultyHosts.addHost("responds " + status, failsAfterRetries("http_" + status), MockResponse.status(status));
        for (var status : List.of(201, 202, 206, 226, 300, 305, 999))
            faultyHosts.addHost(
                    "sends an unexpected " + status,
                    failsAtOnce("http_" + status),
                    FaultyHosts.IMAGE.withStatus(status));
        addEmpty(faultyHosts, 204, "not_an_image");
        addEmpty(faultyHosts, 205, "not_an_image");
        addEmpty(faultyHosts, 304, "http_304");
        addWhole(faultyHosts);
        addRetryAfter(faultyHosts);
    }

    private static void addEmpty(FaultyHosts faultyHosts, int status, String code) {
        faultyHosts.addHost(
                "sends an unexpected " + status,
                failsAtOnce(code),
                RawResponse.thenClose("HTTP/1.1 " + status + " Unasked\r\nConnection: close\r\n\r\n"));
    }

    private static void addWhole(FaultyHosts faultyHosts) {
        faultyHosts.addHost("sends the image with 203", succeeds(), FaultyHosts.IMAGE.withStatus(203));
        var length = FaultyHosts.SampleJpeg.BYTES.length;
        var part = FaultyHosts.IMAGE.withStatus(206);
        faultyHosts.addHost(
                "sends a range of the whole image",
                succeeds(),
                part.withHeader("Content-Range", "bytes 0-" + (length - 1) + "/" + length));
        faultyHosts.addHost(
                "sends a part of the image",
                failsAtOnce("http_206"),
                part.withHeader("Content-Range", "bytes 0-" + (length - 1) + "/" + 2 * length));
    }

    private static void addRetryAfter(FaultyHosts faultyHosts) {
        var second = Duration.ofSeconds(1);
        wait(faultyHosts, "a second with 429", tooManyRequests().retryAfter(second));
        wait(faultyHosts, "a second with 503", serviceUnavailable().retryAfter(second));
        wait(faultyHosts, "until a time in the past", serviceUnavailable().retryAfter(Instant.EPOCH));
        wait(faultyHosts, "zero seconds", tooManyRequests().withHeader("Retry-After", "0"));
        wait(faultyHosts, "a negative time", tooManyRequests().withHeader("Retry-After", "-5"));
        wait(faultyHosts, "for an invalid time", tooManyRequests().withHeader("Retry-After", "soon"));
        wait(faultyHosts, "a second with 500", MockResponse.status(500).retryAfter(second));
    }

    private static void wait(FaultyHosts faultyHosts, String howLong, MockResponse first) {
        faultyHosts.addHost("asks to wait " + howLong, succeedsOnRetry(), first, FaultyHosts.IMAGE);
    }
}
