package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;

import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;

/// Status lines and headers that nobody should send.
final class HeaderFaults {
    private static final String REST =
            "Content-Length: " + FaultyHosts.SampleJpeg.BYTES.length + "\r\n\r\n" + FaultyHosts.SampleJpeg.TEXT;

    private HeaderFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        addStatusLines(faultyHosts);
        addInterimAnswers(faultyHosts);
        addHeaders(faultyHosts);
    }

    private static void addStatusLines(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "answers without a head, as HTTP/0.9 did",
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
                "gives no status", failsAfterRetries("connect_failed"), RawResponse.thenClose("HTTP/1.1\r\n" + REST));
        faultyHosts.addHost(
                "gives a negative status",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose("HTTP/1.1 -20 No\r\n" + REST));
        faultyHosts.addHost(
                "gives a status of two digits",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose("HTTP/1.1 20 OK\r\n" + REST));
        faultyHosts.addHost("gives a status beyond 599", failsAtOnce("http_999"), MockResponse.status(999));
        faultyHosts.addHost("speaks HTTP/1.0", succeeds(), RawResponse.thenClose("HTTP/1.0 200 OK\r\n" + REST));
        faultyHosts.addHost(
                "sends a status line without end",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 ", "O"));
    }

    private static void addInterimAnswers(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "sends hints before the answer",
                succeeds(),
                RawResponse.thenClose(
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3) + "HTTP/1.1 200 OK\r\n" + REST));
        faultyHosts.addHost(
                "sends interim answers without end",
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
                "sends a header without end",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 OK\r\nA: ", "b"));
        faultyHosts.addHost(
                "sends headers without end",
                failsAfterRetries("connect_failed"),
                RawResponse.thenRepeat("HTTP/1.1 200 OK\r\n", "A: b\r\n"));
        faultyHosts.addHost(
                "hides a second answer in a header",
                succeeds(),
                RawResponse.thenClose("HTTP/1.1 200 OK\r\nA: b\rHTTP/1.1 404 Not Found\r\nX: \0\u00ff\r\n" + REST));
        faultyHosts.addHost(
                "sends what is no header",
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
