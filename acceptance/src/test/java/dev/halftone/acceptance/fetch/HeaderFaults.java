package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;

import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;

/// Invalid or unusual status lines and headers.
final class HeaderFaults {
    private static final String REST =
            "Content-Length: " + FaultyHosts.SampleJpeg.BYTES.length + "\r\n\r\n" + FaultyHosts.SampleJpeg.TEXT;

    private HeaderFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        addStatusLines(faultyHosts);
        addInterimResponses(faultyHosts);
        addHeaders(faultyHosts);
    }

    private static void addStatusLines(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "responds without headers, as in HTTP/0.9",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose(FaultyHosts.SampleJpeg.TEXT));
        faultyHosts.addHost(
                "speaks another protocol",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose("220 mail.test ESMTP\r\n"));
        faultyHosts.addHost(
                "speaks HTTP/3.0",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose("HTTP/3.0 200 OK\r\n" + REST));
        faultyHosts.addHost(
                "sends no status", failsAfterRetries("connect_failed"), RawResponse.thenClose("HTTP/1.1\r\n" + REST));
        faultyHosts.addHost(
                "sends a negative status",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose("HTTP/1.1 -20 No\r\n" + REST));
        faultyHosts.addHost(
                "sends a status of two digits",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose("HTTP/1.1 20 OK\r\n" + REST));
        faultyHosts.addHost("sends a status beyond 599", failsAtOnce("http_999"), MockResponse.status(999));
        faultyHosts.addHost("speaks HTTP/1.0", succeeds(), RawResponse.thenClose("HTTP/1.0 200 OK\r\n" + REST));
        faultyHosts.addHost(
                "sends an endless status line",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 ", "O"));
    }

    private static void addInterimResponses(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "sends early hints",
                succeeds(),
                RawResponse.thenClose(
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3) + "HTTP/1.1 200 OK\r\n" + REST));
        faultyHosts.addHost(
                "sends endless interim responses",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("", "HTTP/1.1 100 Continue\r\n\r\n"));
        faultyHosts.addHost(
                "switches protocols",
                failsAtOnce("http_101"),
                RawResponse.thenClose("HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n"));
    }

    private static void addHeaders(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "sends a large header", succeeds(), FaultyHosts.IMAGE.withHeader("X-Large", "x".repeat(100_000)));
        faultyHosts.addHost(
                "sends a header too large",
                failsAfterRetries("connect_failed"),
                FaultyHosts.IMAGE.withHeader("X-Large", "x".repeat(300_000)));
        faultyHosts.addHost(
                "sends an endless header",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 OK\r\nA: ", "b"));
        faultyHosts.addHost(
                "sends endless headers",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 OK\r\n", "A: b\r\n"));
        faultyHosts.addHost(
                "hides a second response in a header",
                succeeds(),
                RawResponse.thenClose("HTTP/1.1 200 OK\r\nA: b\rHTTP/1.1 404 Not Found\r\nX: \0\u00ff\r\n" + REST));
        faultyHosts.addHost(
                "sends invalid header lines",
                succeeds(),
                RawResponse.thenClose("HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\n folded\r\n" + REST));
        faultyHosts.addHost(
                "sets cookies and asks for a password",
                failsAtOnce("http_401"),
                MockResponse.status(401)
                        .withHeader("WWW-Authenticate", "Basic realm=\"shop\"")
                        .withHeader("Set-Cookie", "a=b"));
    }
}
