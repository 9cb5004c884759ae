package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;
import static dev.halftone.testkit.MockResponse.image;

import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;

/// Bodies whose length differs from what was announced.
final class FramingFaults {
    private static final int SIZE = FaultyHosts.SampleJpeg.BYTES.length;
    private static final String WHOLE_CHUNK = Integer.toHexString(SIZE) + "\r\n" + FaultyHosts.SampleJpeg.TEXT + "\r\n";

    private FramingFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        addLengths(faultyHosts);
        addChunks(faultyHosts);
        addOversized(faultyHosts);
    }

    private static void addLengths(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "announces a byte too many",
                failsAfterRetries("connect_failed"),
                FaultyHosts.IMAGE.withContentLength(SIZE + 1));
        faultyHosts.addHost(
                "ends the body early", failsAfterRetries("connect_failed"), FaultyHosts.IMAGE.closeAfter(1000));
        faultyHosts.addHost(
                "announces too few bytes", failsAtOnce("corrupt_image"), FaultyHosts.IMAGE.withContentLength(SIZE / 2));
        faultyHosts.addHost("announces a negative length", failsAfterRetries("connect_failed"), withLength("-5"));
        faultyHosts.addHost("announces a length that is not a number", succeeds(), withLength("many"));
        faultyHosts.addHost("announces a length beyond a long", succeeds(), withLength("99999999999999999999"));
        faultyHosts.addHost(
                "announces no length and closes at the end", succeeds(), afterHeaders("", FaultyHosts.SampleJpeg.TEXT));
        faultyHosts.addHost(
                "announces no length and closes too soon",
                failsAtOnce("corrupt_image"),
                afterHeaders("", FaultyHosts.SampleJpeg.TEXT.substring(0, SIZE / 2)));
        faultyHosts.addHost("sends an empty body", failsAtOnce("not_an_image"), image("image/jpeg", new byte[0]));
    }

    private static void addChunks(FaultyHosts faultyHosts) {
        faultyHosts.addHost("sends valid chunks", succeeds(), FaultyHosts.IMAGE.chunked());
        faultyHosts.addHost(
                "sends chunks with extensions",
                succeeds(),
                chunked("1;a=b;c\r\n" + (char) 0xff + "\r\n" + Integer.toHexString(SIZE - 1) + ";d\r\n"
                        + FaultyHosts.SampleJpeg.TEXT.substring(1) + "\r\n0\r\nTrailer: x\r\n\r\n"));
        faultyHosts.addHost(
                "sends a chunk size that is not a number",
                failsAfterRetries("connect_failed"),
                FaultyHosts.IMAGE.malformedChunks());
        faultyHosts.addHost(
                "sends a negative chunk size", failsAfterRetries("connect_failed"), chunked("-5\r\nabcde\r\n"));
        faultyHosts.addHost(
                "sends an endless chunk size",
                failsAfterRetries("connect_failed"),
                chunked("f".repeat(64) + "\r\nabc"));
        faultyHosts.addHost(
                "cuts a chunk", failsAfterRetries("connect_failed"), chunked(WHOLE_CHUNK.substring(0, SIZE / 2)));
        faultyHosts.addHost("omits the last chunk", failsAfterRetries("connect_failed"), chunked(WHOLE_CHUNK));
        faultyHosts.addHost(
                "sends more than the chunk size",
                failsAfterRetries("connect_failed"),
                chunked("400\r\n" + FaultyHosts.SampleJpeg.TEXT + "\r\n0\r\n\r\n"));
        faultyHosts.addHost(
                "sends an endless chunk extension",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"));
        faultyHosts.addHost(
                "sends endless trailers",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + WHOLE_CHUNK + "0\r\n", "A: b\r\n"));
    }

    private static void addOversized(FaultyHosts faultyHosts) {
        var oversized = new byte[FaultyHosts.MAX_IMAGE_BYTES + 1];
        faultyHosts.addHost("announces more than allowed", failsAtOnce("too_large"), image("image/jpeg", oversized));
        faultyHosts.addHost(
                "sends more than allowed in chunks",
                failsAtOnce("too_large"),
                image("image/jpeg", oversized).chunked());
        faultyHosts.addHost("sends endless chunks", failsAtOnce("too_large"), MockResponse.endless());
        faultyHosts.addHost(
                "sends an endless body",
                failsAtOnce("too_large"),
                RawResponse.thenRepeat("HTTP/1.1 200 OK\r\n\r\n", FaultyHosts.SampleJpeg.TEXT));
        faultyHosts.addHost(
                "sends an endless error page",
                failsAtOnce("http_404"),
                RawResponse.thenRepeat("HTTP/1.1 404 No\r\n\r\n", "x"));
        faultyHosts.addHost(
                "sends an endless chunk extension with an error",
                failsAtOnce("http_404"),
                RawResponse.thenRepeat("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"));
    }

    private static MockResponse withLength(String length) {
        return afterHeaders("Content-Length: " + length + "\r\n", FaultyHosts.SampleJpeg.TEXT);
    }

    private static MockResponse chunked(String body) {
        return afterHeaders("Transfer-Encoding: chunked\r\n", body);
    }

    private static MockResponse afterHeaders(String headers, String body) {
        return RawResponse.thenClose("HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body);
    }
}
