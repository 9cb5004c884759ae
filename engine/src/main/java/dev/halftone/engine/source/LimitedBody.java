package dev.halftone.engine.source;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/// The body of an answer, whole or not at all: over the limit it is [TooLarge], as received or as decompressed, and
/// a compressed bomb is read no further than that.
final class LimitedBody {
    /// The first two bytes of gzip, RFC 1952 §2.3.1.
    private static final int GZIP = 0x1f8b;

    private LimitedBody() {}

    static byte[] read(Response answer, int limit) throws IOException {
        if (answer.body().contentLength() > limit) throw new TooLarge(limit);
        try (var received =
                        Okio.buffer(Okio.source(new LimitedStream(answer.body().byteStream(), limit)));
                var plain = new LimitedStream(decompressed(answer, received), limit)) {
            return plain.readAllBytes();
        }
    }

    /// Servers call files compressed that are not, so the bytes have the last word. A coding nobody asked for is
    /// left as it is: whether that is an image is for others to say.
    ///
    /// The JDK's `GZIPInputStream` will not do: it takes a pause in the transfer for the end, and an error in the
    /// wrong place, too, so that now and then half a body would pass for a whole one.
    private static InputStream decompressed(Response answer, BufferedSource received) throws IOException {
        var isGzip =
                isCalledGzip(answer) && received.request(2) && (received.peek().readShort() & 0xffff) == GZIP;
        return isGzip ? Okio.buffer(new GzipSource(received)).inputStream() : received.inputStream();
    }

    /// RFC 9110 §8.4.1.3.
    private static boolean isCalledGzip(Response answer) {
        var coding = answer.header("Content-Encoding", "");
        return "gzip".equalsIgnoreCase(coding) || "x-gzip".equalsIgnoreCase(coding);
    }
}
