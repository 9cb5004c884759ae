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

/// What an [ImageHost] answers: a status, headers, a body, and the manner in which it is delivered. Immutable: each
/// method gives another answer. Of the manners of delivery the last one named counts.
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

    /// 200 with these bytes.
    public static MockResponse image(String contentType, byte[] bytes) {
        return new MockResponse(200, List.of("Content-Type: " + contentType), bytes, BodyWriter.WHOLE);
    }

    /// Any status, with a short page that says so where the status allows one.
    public static MockResponse status(int status) {
        var page = status == 204 || status == 304 ? "" : "<h1>" + status + "</h1>";
        return new MockResponse(
                status, List.of("Content-Type: text/html"), page.getBytes(StandardCharsets.US_ASCII), BodyWriter.WHOLE);
    }

    /// 404.
    public static MockResponse notFound() {
        return status(404);
    }

    /// 429.
    public static MockResponse tooManyRequests() {
        return status(429);
    }

    /// 503.
    public static MockResponse serviceUnavailable() {
        return status(503);
    }

    /// 302 to a path of this host, or to a URL.
    public static MockResponse redirectTo(String location) {
        return status(302).withHeader("Location", location);
    }

    /// Not a word, until the client hangs up.
    public static MockResponse noResponse() {
        return status(200).withBodyWriter((_, to) -> to.stall());
    }

    /// These bytes and nothing else, no HTTP even, then the end of the connection; [RawResponse] has more of
    /// the kind.
    public static MockResponse raw(String bytes) {
        return RawResponse.thenClose(bytes);
    }

    /// 200 with so many zero bytes, sent as a thousandth of them.
    public static MockResponse gzipBomb(int size) {
        return image("image/jpeg", new byte[size]).gzipped();
    }

    /// 200 with a body that does not end.
    public static MockResponse endless() {
        return image("image/jpeg", new byte[1 << 14]).withBodyWriter(BodyWriter.ENDLESS);
    }

    /// The same with another status.
    public MockResponse withStatus(int other) {
        return new MockResponse(other, headers, body, bodyWriter);
    }

    /// With one more header.
    public MockResponse withHeader(String header, String value) {
        var more = new ArrayList<>(headers);
        more.add(header + ": " + value);
        return new MockResponse(status, more, body, bodyWriter);
    }

    /// With `Retry-After` in seconds.
    public MockResponse retryAfter(Duration wait) {
        return withHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    /// With `Retry-After` as a date.
    public MockResponse retryAfter(Instant when) {
        return withHeader("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atOffset(ZoneOffset.UTC)));
    }

    /// Its body compressed, and marked as that.
    public MockResponse gzipped() {
        return new MockResponse(status, headers, gzip(body), bodyWriter).withHeader("Content-Encoding", "gzip");
    }

    /// In chunks, without a `Content-Length`.
    public MockResponse chunked() {
        return withBodyWriter(BodyWriter.CHUNKED);
    }

    /// In chunks that break the rules after the last byte of the body.
    public MockResponse brokenChunks() {
        return withBodyWriter(BodyWriter.BROKEN_CHUNKS);
    }

    /// With a `Content-Length` that is not the body's. The connection ends after the body.
    public MockResponse withContentLength(long contentLength) {
        return withBodyWriter((mockResponse, to) -> {
            to.write(mockResponse.head("Content-Length: " + contentLength));
            to.write(mockResponse.body);
            to.close();
        });
    }

    /// Only so many bytes of the body, then the end of the connection.
    public MockResponse closeAfter(int bytes) {
        return withBodyWriter((mockResponse, to) -> {
            mockResponse.writePartial(to, bytes);
            to.close();
        });
    }

    /// Only so many bytes of the body, then a TCP reset.
    public MockResponse resetAfter(int bytes) {
        return withBodyWriter((mockResponse, to) -> {
            mockResponse.writePartial(to, bytes);
            to.reset();
        });
    }

    /// Only so many bytes of the body, then silence until the client hangs up.
    public MockResponse stallAfter(int bytes) {
        return withBodyWriter((mockResponse, to) -> {
            mockResponse.writePartial(to, bytes);
            to.stall();
        });
    }

    /// A byte at a time.
    public MockResponse byteAtATime(Duration pause) {
        return withBodyWriter((mockResponse, to) -> {
            mockResponse.writePartial(to, 0);
            for (int i = 0; i < mockResponse.body.length; i++) {
                to.write(mockResponse.body, i, 1);
                to.pause(pause);
            }
        });
    }

    /// As it is, but not before the test opens the gate.
    public MockResponse heldUntil(CountDownLatch gate) {
        return withBodyWriter((mockResponse, to) -> {
            to.await(gate);
            bodyWriter.send(mockResponse, to);
        });
    }

    byte[] body() {
        return body;
    }

    void send(Exchange to) throws IOException {
        bodyWriter.send(this, to);
    }

    /// The head of the answer, with the header that frames its body.
    String head(String framing) {
        var lines = new ArrayList<String>();
        lines.add("HTTP/1.1 " + status + " As Scripted");
        lines.addAll(headers);
        lines.add(framing);
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private void writePartial(Exchange to, int bytes) throws IOException {
        to.write(head("Content-Length: " + body.length));
        to.write(body, 0, bytes);
        to.flush();
    }

    MockResponse withBodyWriter(BodyWriter other) {
        return new MockResponse(status, headers, body, other);
    }

    private static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return compressed.toByteArray();
    }

    /// How the body of an answer goes out, its framing header included.
    @FunctionalInterface
    interface BodyWriter {
        void send(MockResponse mockResponse, Exchange to) throws IOException;

        /// As it should be.
        BodyWriter WHOLE = (mockResponse, to) -> {
            to.write(mockResponse.head("Content-Length: " + mockResponse.body().length));
            to.write(mockResponse.body());
        };

        /// As it should be, when the length is not known beforehand.
        BodyWriter CHUNKED = (mockResponse, to) -> {
            to.write(mockResponse.head("Transfer-Encoding: chunked"));
            to.write(Integer.toHexString(mockResponse.body().length) + "\r\n");
            to.write(mockResponse.body());
            to.write("\r\n0\r\n\r\n");
        };

        /// With a chunk whose length is no number after the first.
        BodyWriter BROKEN_CHUNKS = (mockResponse, to) -> {
            to.write(mockResponse.head("Transfer-Encoding: chunked"));
            to.write(Integer.toHexString(mockResponse.body().length) + "\r\n");
            to.write(mockResponse.body());
            to.write("\r\nwhatever\r\n");
            to.close();
        };

        /// Over and over, without an end.
        BodyWriter ENDLESS = (mockResponse, to) -> {
            to.write(mockResponse.head("Transfer-Encoding: chunked"));
            while (true) {
                to.write(Integer.toHexString(mockResponse.body().length) + "\r\n");
                to.write(mockResponse.body());
                to.write("\r\n");
            }
        };
    }
}
