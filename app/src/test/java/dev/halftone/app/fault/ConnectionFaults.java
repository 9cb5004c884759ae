package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.givenUp;
import static dev.halftone.app.fault.Ending.refused;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.BarePort;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.Raw;
import java.io.UncheckedIOException;
import java.time.Duration;

/// Connections that are not made, break, or fall silent.
final class ConnectionFaults {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(Picture.BYTES.length);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private ConnectionFaults() {}

    static void addTo(Origins origins) {
        addRefusals(origins);
        addIpv6(origins);
        addBreaks(origins);
        addSilences(origins);
        addDrips(origins);
    }

    private static void addRefusals(Origins origins) {
        var closed = ImageHost.start();
        closed.close();
        origins.open(closed::close, closed.port());
        origins.add("nobody listens", closed.url(Origins.SHOE), givenUp("connect_failed"));
        var full = BarePort.full();
        origins.open(full::close, full.port());
        origins.add(
                "connecting is not answered", "http://127.0.0.1:" + full.port() + Origins.SHOE, givenUp("timed_out"));
        origins.add(
                "a name that nobody has", "http://nobody.invalid:" + full.port() + Origins.SHOE, givenUp("dns_failed"));
        origins.add(
                "a name of a private address",
                "http://" + Origins.PRIVATE + ":" + full.port() + Origins.SHOE,
                refused("blocked_address"));
    }

    private static void addIpv6(Origins origins) {
        try {
            var host = origins.host(ImageHost.startAt("::1").answers(Origins.SHOE, Origins.PICTURE));
            origins.add("is at an IPv6 address", host.url(Origins.SHOE), Ending.succeeds(), host);
        } catch (UncheckedIOException e) {
            // This machine has no IPv6.
            return;
        }
    }

    private static void addBreaks(Origins origins) {
        origins.add("hangs up before the status line", "http", givenUp("connect_failed"), BarePort.hangingUp());
        origins.answering("resets before the status line", givenUp("connect_failed"), Raw.thenReset(""));
        origins.answering("resets within the status line", givenUp("connect_failed"), Raw.thenReset("HTTP/1."));
        origins.answering(
                "resets within the headers", givenUp("connect_failed"), Raw.thenReset("HTTP/1.1 200 OK\r\nA: b"));
        origins.answering("resets before the body", givenUp("connect_failed"), Origins.PICTURE.resetAfter(0));
        origins.answering("resets within the body", givenUp("connect_failed"), Origins.PICTURE.resetAfter(1000));
        origins.answering("resets within a chunk", givenUp("connect_failed"), Raw.thenReset(CHUNKED + "100\r\nabc"));
        origins.answering(
                "resets a body of unknown length",
                givenUp("connect_failed"),
                Raw.thenReset("HTTP/1.1 200 OK\r\n\r\n" + Picture.TEXT.substring(0, 1000)));
    }

    private static void addSilences(Origins origins) {
        origins.answering("never answers", givenUp("timed_out"), Answer.silence());
        origins.answering(
                "falls silent within the headers", givenUp("timed_out"), Raw.thenSilence("HTTP/1.1 200 OK\r\nA:"));
        origins.answering("falls silent before the body", givenUp("timed_out"), Raw.thenSilence(HEAD));
        origins.answering("falls silent within the body", givenUp("timed_out"), Origins.PICTURE.stuckAfter(1000));
        origins.answering(
                "falls silent before the last chunk",
                givenUp("timed_out"),
                Raw.thenSilence(CHUNKED + Integer.toHexString(Picture.BYTES.length) + "\r\n" + Picture.TEXT + "\r\n"));
        origins.answering("falls silent after a redirect", givenUp("timed_out"), Answer.redirectTo("/elsewhere"))
                .answers("/elsewhere", Answer.silence());
    }

    private static void addDrips(Origins origins) {
        origins.answering("drips the status line", givenUp("timed_out"), Raw.thenADrip("HTTP/1.1 200 ", "OK ", PAUSE));
        origins.answering(
                "drips headers", givenUp("timed_out"), Raw.thenADrip("HTTP/1.1 200 OK\r\n", "A: b\r\n", PAUSE));
        origins.answering(
                "drips interim answers", givenUp("timed_out"), Raw.thenADrip("", "HTTP/1.1 102 Wait\r\n\r\n", PAUSE));
        origins.answering("drips a body of known length", givenUp("timed_out"), Origins.PICTURE.dripping(PAUSE));
        origins.answering(
                "drips a body of unknown length",
                givenUp("timed_out"),
                Raw.thenADrip("HTTP/1.1 200 OK\r\n\r\n", "x", PAUSE));
        origins.answering("drips chunks", givenUp("timed_out"), Raw.thenADrip(CHUNKED, "1\r\nx\r\n", PAUSE));
        origins.answering("drips a chunk's extension", givenUp("timed_out"), Raw.thenADrip(CHUNKED, "1;x=", PAUSE));
    }
}
