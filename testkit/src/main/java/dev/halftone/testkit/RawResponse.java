package dev.halftone.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers spelled out byte by byte, head and all: for what breaks the rules of HTTP. Texts are ISO 8859-1, so that any
/// byte can be written.
public final class RawResponse {
    private RawResponse() {}

    /// These bytes, then the end of the connection.
    public static MockResponse thenClose(String bytes) {
        return response((_, to) -> {
            to.write(bytes);
            to.close();
        });
    }

    /// These bytes, then silence until the client hangs up.
    public static MockResponse thenStall(String bytes) {
        return response((_, to) -> {
            to.write(bytes);
            to.stall();
        });
    }

    /// These bytes, then a TCP reset.
    public static MockResponse thenReset(String bytes) {
        return response((_, to) -> {
            to.write(bytes);
            to.reset();
        });
    }

    /// These bytes, then others over and over, as fast as the client takes them.
    public static MockResponse thenRepeat(String bytes, String others) {
        return response((_, to) -> {
            to.write(bytes);
            var block = others.repeat(1 + (1 << 16) / others.length()).getBytes(StandardCharsets.ISO_8859_1);
            while (true) to.write(block);
        });
    }

    /// These bytes, then others over and over, one byte at a time.
    public static MockResponse thenRepeatSlowly(String bytes, String others, Duration pause) {
        return response((_, to) -> {
            to.write(bytes);
            for (var at = 0; ; at = (at + 1) % others.length()) {
                to.pause(pause);
                to.write(others.substring(at, at + 1));
            }
        });
    }

    private static MockResponse response(MockResponse.BodyWriter bodyWriter) {
        return MockResponse.status(200).withBodyWriter(bodyWriter);
    }
}
