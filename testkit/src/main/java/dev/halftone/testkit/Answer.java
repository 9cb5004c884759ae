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
public final class Answer {
    private final int status;
    private final List<String> headers;
    private final byte[] body;
    private final Delivery delivery;

    private Answer(int status, List<String> headers, byte[] body, Delivery delivery) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.delivery = delivery;
    }

    /// 200 with these bytes.
    public static Answer image(String contentType, byte[] bytes) {
        return new Answer(200, List.of("Content-Type: " + contentType), bytes, Delivery.WHOLE);
    }

    /// Any status, with a short page that says so where the status allows one.
    public static Answer status(int status) {
        var page = status == 204 || status == 304 ? "" : "<h1>" + status + "</h1>";
        return new Answer(
                status, List.of("Content-Type: text/html"), page.getBytes(StandardCharsets.US_ASCII), Delivery.WHOLE);
    }

    /// 404.
    public static Answer notFound() {
        return status(404);
    }

    /// 429.
    public static Answer tooManyRequests() {
        return status(429);
    }

    /// 503.
    public static Answer serviceUnavailable() {
        return status(503);
    }

    /// 302 to a path of this host, or to a URL.
    public static Answer redirectTo(String location) {
        return status(302).with("Location", location);
    }

    /// Not a word, until the client hangs up.
    public static Answer silence() {
        return status(200).delivered((_, to) -> to.stall());
    }

    /// These bytes and nothing else, no HTTP even, then the end of the connection; [Raw] has more of the kind.
    public static Answer raw(String bytes) {
        return Raw.thenTheEnd(bytes);
    }

    /// 200 with so many zero bytes, sent as a thousandth of them.
    public static Answer gzipBomb(int size) {
        return image("image/jpeg", new byte[size]).gzipped();
    }

    /// 200 with a body that does not end.
    public static Answer endless() {
        return image("image/jpeg", new byte[1 << 14]).delivered(Delivery.ENDLESS);
    }

    /// The same with another status.
    public Answer withStatus(int other) {
        return new Answer(other, headers, body, delivery);
    }

    /// With one more header.
    public Answer with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.add(header + ": " + value);
        return new Answer(status, more, body, delivery);
    }

    /// With `Retry-After` in seconds.
    public Answer retryAfter(Duration wait) {
        return with("Retry-After", Long.toString(wait.toSeconds()));
    }

    /// With `Retry-After` as a date.
    public Answer retryAfter(Instant when) {
        return with("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atOffset(ZoneOffset.UTC)));
    }

    /// Its body compressed, and marked as that.
    public Answer gzipped() {
        return new Answer(status, headers, gzip(body), delivery).with("Content-Encoding", "gzip");
    }

    /// In chunks, without a `Content-Length`.
    public Answer inChunks() {
        return delivered(Delivery.CHUNKED);
    }

    /// In chunks that break the rules after the last byte of the body.
    public Answer inBrokenChunks() {
        return delivered(Delivery.BROKEN_CHUNKS);
    }

    /// With a `Content-Length` that is not the body's. The connection ends after the body.
    public Answer promising(long contentLength) {
        return delivered((answer, to) -> {
            to.write(answer.head("Content-Length: " + contentLength));
            to.write(answer.body);
            to.hangUp();
        });
    }

    /// Only so many bytes of the body, then the end of the connection.
    public Answer brokenOffAfter(int bytes) {
        return delivered((answer, to) -> {
            answer.begin(to, bytes);
            to.hangUp();
        });
    }

    /// Only so many bytes of the body, then a TCP reset.
    public Answer resetAfter(int bytes) {
        return delivered((answer, to) -> {
            answer.begin(to, bytes);
            to.reset();
        });
    }

    /// Only so many bytes of the body, then silence until the client hangs up.
    public Answer stuckAfter(int bytes) {
        return delivered((answer, to) -> {
            answer.begin(to, bytes);
            to.stall();
        });
    }

    /// A byte at a time.
    public Answer dripping(Duration pause) {
        return delivered((answer, to) -> {
            answer.begin(to, 0);
            for (int i = 0; i < answer.body.length; i++) {
                to.write(answer.body, i, 1);
                to.pause(pause);
            }
        });
    }

    /// As it is, but not before the test opens the gate.
    public Answer after(CountDownLatch gate) {
        return delivered((answer, to) -> {
            to.await(gate);
            delivery.send(answer, to);
        });
    }

    byte[] body() {
        return body;
    }

    void send(Exchange to) throws IOException {
        delivery.send(this, to);
    }

    /// The head of the answer, with the header that frames its body.
    String head(String framing) {
        var lines = new ArrayList<String>();
        lines.add("HTTP/1.1 " + status + " As Scripted");
        lines.addAll(headers);
        lines.add(framing);
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private void begin(Exchange to, int bytes) throws IOException {
        to.write(head("Content-Length: " + body.length));
        to.write(body, 0, bytes);
        to.flush();
    }

    Answer delivered(Delivery other) {
        return new Answer(status, headers, body, other);
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
}
