package dev.halftone.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/// A response of an [ImageHost]: status, headers, body, and how the body is sent. It is immutable: each method
/// returns a new response. A response has one way of sending; a later call replaces an earlier one, except that
/// [#delayUntil] delays it.
public final class MockResponse {
    private final int status;
    private final List<String> headers;
    private final byte[] body;
    private final BodyWriter bodyWriter;

    private MockResponse(int status, List<String> headers, byte[] body, BodyWriter bodyWriter) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.bodyWriter = bodyWriter;
    }

    /// 200 with an image as its body.
    public static MockResponse image(String contentType, byte[] bytes) {
        return new MockResponse(200, List.of("Content-Type: " + contentType), bytes, BodyWriter.WHOLE);
    }

    /// A status with a short HTML body, or with no body if the status does not allow one.
    public static MockResponse status(int status) {
        var page = status == 204 || status == 304 ? "" : "<h1>" + status + "</h1>";
        return new MockResponse(
                status, List.of("Content-Type: text/html"), page.getBytes(StandardCharsets.US_ASCII), BodyWriter.WHOLE);
    }

    /// 404 Not Found.
    public static MockResponse notFound() {
        return status(404);
    }

    /// 429 Too Many Requests.
    public static MockResponse tooManyRequests() {
        return status(429);
    }

    /// 503 Service Unavailable.
    public static MockResponse serviceUnavailable() {
        return status(503);
    }

    /// 302 Found, to a path of this host or to a URL.
    public static MockResponse redirectTo(String location) {
        return status(302).withHeader("Location", location);
    }

    /// Sends nothing until the client disconnects.
    public static MockResponse noResponse() {
        return status(200).withBodyWriter((_, exchange) -> exchange.stall());
    }

    /// Sends only these bytes, which need not be HTTP, then closes the connection. [RawResponse] has more of
    /// these.
    public static MockResponse raw(String bytes) {
        return RawResponse.thenClose(bytes);
    }

    /// 200 with `size` zero bytes, gzipped to about a thousandth of that.
    public static MockResponse gzipBomb(int size) {
        return image("image/jpeg", new byte[size]).gzipped();
    }

    /// 200 with a body that never ends.
    public static MockResponse endless() {
        return image("image/jpeg", new byte[1 << 14]).withBodyWriter(BodyWriter.ENDLESS);
    }

    /// Replaces the status.
    public MockResponse withStatus(int newStatus) {
        return new MockResponse(newStatus, headers, body, bodyWriter);
    }

    /// Adds a header.
    public MockResponse withHeader(String name, String value) {
        var newHeaders = new ArrayList<>(headers);
        newHeaders.add(name + ": " + value);
        return new MockResponse(status, newHeaders, body, bodyWriter);
    }

    /// Adds `Retry-After` in seconds.
    public MockResponse retryAfter(Duration delay) {
        return withHeader("Retry-After", Long.toString(delay.toSeconds()));
    }

    /// Adds `Retry-After` as a date.
    public MockResponse retryAfter(Instant time) {
        return withHeader("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
    }

    /// Gzips the body and adds `Content-Encoding: gzip`.
    public MockResponse gzipped() {
        return new MockResponse(status, headers, gzip(body), bodyWriter).withHeader("Content-Encoding", "gzip");
    }

    /// Sends the body chunked, without a `Content-Length`.
    public MockResponse chunked() {
        return withBodyWriter(BodyWriter.CHUNKED);
    }

    /// Sends the body chunked, with a malformed chunk after it.
    public MockResponse malformedChunks() {
        return withBodyWriter(BodyWriter.BROKEN_CHUNKS);
    }

    /// Sends a wrong `Content-Length`, and closes the connection after the body.
    public MockResponse withContentLength(long contentLength) {
        return withBodyWriter((mockResponse, exchange) -> {
            exchange.write(mockResponse.head("Content-Length: " + contentLength));
            exchange.write(mockResponse.body);
            exchange.close();
        });
    }

    /// Sends the first bytes of the body, then closes the connection.
    public MockResponse closeAfter(int bytes) {
        return withBodyWriter((mockResponse, exchange) -> {
            mockResponse.writePartial(exchange, bytes);
            exchange.close();
        });
    }

    /// Sends the first bytes of the body, then a TCP reset.
    public MockResponse resetAfter(int bytes) {
        return withBodyWriter((mockResponse, exchange) -> {
            mockResponse.writePartial(exchange, bytes);
            exchange.reset();
        });
    }

    /// Sends the first bytes of the body, then nothing more until the client disconnects.
    public MockResponse stallAfter(int bytes) {
        return withBodyWriter((mockResponse, exchange) -> {
            mockResponse.writePartial(exchange, bytes);
            exchange.stall();
        });
    }

    /// Sends the body one byte at a time, with a pause after each.
    public MockResponse byteAtATime(Duration pause) {
        return inPieces(1, pause);
    }

    /// Sends the body in pieces, with a pause after each.
    public MockResponse inPieces(int bytes, Duration pause) {
        return withBodyWriter((mockResponse, exchange) -> {
            mockResponse.writePartial(exchange, 0);
            for (int at = 0; at < mockResponse.body.length; at += bytes) {
                exchange.write(mockResponse.body, at, Math.min(bytes, mockResponse.body.length - at));
                exchange.pause(pause);
            }
        });
    }

    /// Delays the response until the test opens the gate.
    public MockResponse delayUntil(CountDownLatch gate) {
        return withBodyWriter((mockResponse, exchange) -> {
            exchange.await(gate);
            bodyWriter.send(mockResponse, exchange);
        });
    }

    byte[] body() {
        return body;
    }

    void send(Exchange exchange) throws IOException {
        bodyWriter.send(this, exchange);
    }

    /// The status line and the headers, with the header that frames the body.
    String head(String framing) {
        var lines = new ArrayList<String>();
        lines.add("HTTP/1.1 " + status + " Mock Response");
        lines.addAll(headers);
        lines.add(framing);
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private void writePartial(Exchange exchange, int bytes) throws IOException {
        exchange.write(head("Content-Length: " + body.length));
        exchange.write(body, 0, bytes);
        exchange.flush();
    }

    MockResponse withBodyWriter(BodyWriter newBodyWriter) {
        return new MockResponse(status, headers, body, newBodyWriter);
    }

    private static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return compressed.toByteArray();
    }

    /// Sends a response, with the header that frames its body.
    @FunctionalInterface
    interface BodyWriter {
        void send(MockResponse mockResponse, Exchange exchange) throws IOException;

        /// Correctly, with a `Content-Length`.
        BodyWriter WHOLE = (mockResponse, exchange) -> {
            exchange.write(mockResponse.head("Content-Length: " + mockResponse.body().length));
            exchange.write(mockResponse.body());
        };

        /// Correctly, as one chunk.
        BodyWriter CHUNKED = (mockResponse, exchange) -> {
            exchange.write(mockResponse.head("Transfer-Encoding: chunked"));
            exchange.write(Integer.toHexString(mockResponse.body().length) + "\r\n");
            exchange.write(mockResponse.body());
            exchange.write("\r\n0\r\n\r\n");
        };

        /// As one chunk, followed by a chunk whose length is not a number.
        BodyWriter BROKEN_CHUNKS = (mockResponse, exchange) -> {
            exchange.write(mockResponse.head("Transfer-Encoding: chunked"));
            exchange.write(Integer.toHexString(mockResponse.body().length) + "\r\n");
            exchange.write(mockResponse.body());
            exchange.write("\r\nwhatever\r\n");
            exchange.close();
        };

        /// As one chunk after another, forever.
        BodyWriter ENDLESS = (mockResponse, exchange) -> {
            exchange.write(mockResponse.head("Transfer-Encoding: chunked"));
            while (true) {
                exchange.write(Integer.toHexString(mockResponse.body().length) + "\r\n");
                exchange.write(mockResponse.body());
                exchange.write("\r\n");
            }
        };
    }
}
