package dev.halftone.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Responses written byte by byte, head included, for those that break the rules of HTTP. Text is ISO 8859-1, so it
/// can hold any byte.
public final class RawResponse {
    private RawResponse() {}

    /// Sends the bytes, then closes the connection.
    public static MockResponse thenClose(String bytes) {
        return response((_, exchange) -> {
            exchange.write(bytes);
            exchange.close();
        });
    }

    /// Sends the bytes, then waits for the next request.
    public static MockResponse thenKeepOpen(String bytes) {
        return response((_, exchange) -> exchange.write(bytes));
    }

    /// Sends the bytes, and others once the gate is open. Then waits for the next request.
    ///
    /// @param sent opened when all is sent
    public static MockResponse thenLater(String bytes, CountDownLatch gate, String others, CountDownLatch sent) {
        return response((_, exchange) -> {
            exchange.write(bytes);
            exchange.flush();
            exchange.await(gate);
            exchange.write(others);
            exchange.flush();
            sent.countDown();
        });
    }

    /// Sends the bytes, then nothing more until the client disconnects.
    public static MockResponse thenStall(String bytes) {
        return response((_, exchange) -> {
            exchange.write(bytes);
            exchange.stall();
        });
    }

    /// Sends the bytes, then a TCP reset.
    public static MockResponse thenReset(String bytes) {
        return response((_, exchange) -> {
            exchange.write(bytes);
            exchange.reset();
        });
    }

    /// Sends the bytes, then repeats others as fast as the client reads.
    public static MockResponse thenRepeat(String bytes, String others) {
        return response((_, exchange) -> {
            exchange.write(bytes);
            var block = others.repeat(1 + (1 << 16) / others.length()).getBytes(StandardCharsets.ISO_8859_1);
            while (true) exchange.write(block);
        });
    }

    /// Sends the bytes, then repeats others, pausing before each byte.
    public static MockResponse thenRepeatSlowly(String bytes, String others, Duration pause) {
        return response((_, exchange) -> {
            exchange.write(bytes);
            for (var i = 0; ; i = (i + 1) % others.length()) {
                exchange.pause(pause);
                exchange.write(others.substring(i, i + 1));
            }
        });
    }

    private static MockResponse response(MockResponse.BodyWriter bodyWriter) {
        return MockResponse.status(200).withBodyWriter(bodyWriter);
    }
}
