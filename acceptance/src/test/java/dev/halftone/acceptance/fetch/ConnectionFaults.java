package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;

import dev.halftone.testkit.ClosedPort;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;
import dev.halftone.testkit.RawTcpServer;
import java.io.UncheckedIOException;
import java.time.Duration;

/// Connections that fail, break or stall.
final class ConnectionFaults {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(FaultyHosts.SampleJpeg.BYTES.length);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private ConnectionFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        addRefusals(faultyHosts);
        addIpv6(faultyHosts);
        addBreaks(faultyHosts);
        addStalls(faultyHosts);
        addSlowResponses(faultyHosts);
    }

    private static void addRefusals(FaultyHosts faultyHosts) {
        var closed = new ClosedPort();
        faultyHosts.allowPort(closed::close, closed.port());
        faultyHosts.add("does not listen", closed.url(FaultyHosts.PATH), failsAfterRetries("connect_failed"));
        var full = RawTcpServer.backlogFull();
        faultyHosts.allowPort(full::close, full.port());
        faultyHosts.add(
                "does not accept connections",
                "http://127.0.0.1:" + full.port() + FaultyHosts.PATH,
                failsAfterRetries("timed_out"));
        faultyHosts.add(
                "has an unknown name",
                "http://nobody.invalid:" + full.port() + FaultyHosts.PATH,
                failsAfterRetries("dns_failed"));
        faultyHosts.add(
                "has a name of a private address",
                "http://" + FaultyHosts.PRIVATE_NAME + ":" + full.port() + FaultyHosts.PATH,
                failsAtOnce("blocked_address"));
    }

    private static void addIpv6(FaultyHosts faultyHosts) {
        try {
            var host = faultyHosts.register(ImageHost.startAt("::1").respondTo(FaultyHosts.PATH, FaultyHosts.IMAGE));
            faultyHosts.add("has an IPv6 address", host.url(FaultyHosts.PATH), FaultCase.Expected.succeeds(), host);
        } catch (UncheckedIOException e) {
            // This machine has no IPv6.
            return;
        }
    }

    private static void addBreaks(FaultyHosts faultyHosts) {
        faultyHosts.add(
                "closes before the status line", "http", failsAfterRetries("connect_failed"), RawTcpServer.closing());
        faultyHosts.addHost(
                "resets before the status line", failsAfterRetries("connect_failed"), RawResponse.thenReset(""));
        faultyHosts.addHost(
                "resets within the status line", failsAfterRetries("connect_failed"), RawResponse.thenReset("HTTP/1."));
        faultyHosts.addHost(
                "resets within the headers",
                failsAfterRetries("connect_failed"),
                RawResponse.thenReset("HTTP/1.1 200 OK\r\nA: b"));
        faultyHosts.addHost(
                "resets before the body", failsAfterRetries("connect_failed"), FaultyHosts.IMAGE.resetAfter(0));
        faultyHosts.addHost(
                "resets within the body", failsAfterRetries("connect_failed"), FaultyHosts.IMAGE.resetAfter(1000));
        faultyHosts.addHost(
                "resets within a chunk",
                failsAfterRetries("connect_failed"),
                RawResponse.thenReset(CHUNKED + "100\r\nabc"));
        faultyHosts.addHost(
                "resets a body of unknown length",
                failsAfterRetries("connect_failed"),
                RawResponse.thenReset("HTTP/1.1 200 OK\r\n\r\n" + FaultyHosts.SampleJpeg.TEXT.substring(0, 1000)));
    }

    private static void addStalls(FaultyHosts faultyHosts) {
        faultyHosts.addHost("never responds", failsAfterRetries("timed_out"), MockResponse.noResponse());
        faultyHosts.addHost(
                "stalls within the headers",
                failsAfterRetries("timed_out"),
                RawResponse.thenStall("HTTP/1.1 200 OK\r\nA:"));
        faultyHosts.addHost("stalls before the body", failsAfterRetries("timed_out"), RawResponse.thenStall(HEAD));
        faultyHosts.addHost(
                "stalls within the body", failsAfterRetries("timed_out"), FaultyHosts.IMAGE.stallAfter(1000));
        faultyHosts.addHost(
                "stalls before the last chunk",
                failsAfterRetries("timed_out"),
                RawResponse.thenStall(CHUNKED + Integer.toHexString(FaultyHosts.SampleJpeg.BYTES.length) + "\r\n"
                        + FaultyHosts.SampleJpeg.TEXT + "\r\n"));
        faultyHosts
                .addHost(
                        "stalls after a redirect",
                        failsAfterRetries("timed_out"),
                        MockResponse.redirectTo("/elsewhere"))
                .respondTo("/elsewhere", MockResponse.noResponse());
    }

    private static void addSlowResponses(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "drips the status line",
                failsAfterRetries("timed_out"),
                RawResponse.thenRepeatSlowly("HTTP/1.1 200 ", "OK ", PAUSE));
        faultyHosts.addHost(
                "drips headers",
                failsAfterRetries("timed_out"),
                RawResponse.thenRepeatSlowly("HTTP/1.1 200 OK\r\n", "A: b\r\n", PAUSE));
        faultyHosts.addHost(
                "drips interim responses",
                failsAfterRetries("timed_out"),
                RawResponse.thenRepeatSlowly("", "HTTP/1.1 102 Wait\r\n\r\n", PAUSE));
        faultyHosts.addHost(
                "drips a body of known length", failsAfterRetries("timed_out"), FaultyHosts.IMAGE.byteAtATime(PAUSE));
        faultyHosts.addHost(
                "drips a body of unknown length",
                failsAfterRetries("timed_out"),
                RawResponse.thenRepeatSlowly("HTTP/1.1 200 OK\r\n\r\n", "x", PAUSE));
        faultyHosts.addHost(
                "drips chunks",
                failsAfterRetries("timed_out"),
                RawResponse.thenRepeatSlowly(CHUNKED, "1\r\nx\r\n", PAUSE));
        faultyHosts.addHost(
                "drips a chunk's extension",
                failsAfterRetries("timed_out"),
                RawResponse.thenRepeatSlowly(CHUNKED, "1;x=", PAUSE));
    }
}
