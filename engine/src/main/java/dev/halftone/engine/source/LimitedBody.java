package dev.halftone.engine.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/// The body of an answer, whole or not at all: over the limit it is [TooLarge], as received or as decompressed, and
/// a compressed bomb is read no further than that. No more of it is in memory than its [Share] holds, but for the
/// moment in which it is put together.
final class LimitedBody {
    /// Some JVMs can make no longer arrays.
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private LimitedBody() {}

    static byte[] read(Response answer, int limit, Share share) throws IOException {
        var length = answer.body().contentLength();
        if (length > limit) throw new TooLarge(limit);
        try {
            return length >= 0 && !isCalledGzip(answer)
                    ? known(answer.body().source(), (int) length, share)
                    : unknown(answer, limit, share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for room");
        }
    }

    /// As most servers answer: straight into its array.
    ///
    /// @throws java.io.EOFException when the body is shorter than it was to be
    private static byte[] known(BufferedSource body, int length, Share share) throws IOException, InterruptedException {
        share.expect(length);
        var bytes = new byte[length];
        body.readFully(bytes);
        return bytes;
    }

    private static byte[] unknown(Response answer, int limit, Share share) throws IOException, InterruptedException {
        try (var received =
                        Okio.buffer(Okio.source(new LimitedStream(answer.body().byteStream(), limit)));
                var plain = new LimitedStream(decompressed(answer, received), limit)) {
            return unknown(plain, limit, share);
        }
    }

    private static byte[] unknown(InputStream body, int limit, Share share) throws IOException, InterruptedException {
        // With room for one byte too many: by that the stream notices.
        var most = Math.min(limit + 1L, LONGEST_ARRAY);
        var bytes = new byte[(int) Math.min(Share.FIRST, most)];
        var size = body.readNBytes(bytes, 0, bytes.length);
        while (size == bytes.length) {
            var larger = (int) Math.min(2L * bytes.length, most);
            share.raise(larger);
            bytes = Arrays.copyOf(bytes, larger);
            size += body.readNBytes(bytes, size, larger - size);
        }
        share.settle(size);
        return Arrays.copyOf(bytes, size);
    }

    /// Servers call files compressed that are not, so the bytes have the last word. A coding nobody asked for
    /// is left as it is: whether that is an image is for others to say.
    ///
    /// The JDK's `GZIPInputStream` will not do: it takes a pause in the transfer for the end, and an error in
    /// the wrong place, too, so that now and then half a body would pass for a whole one.
    private static InputStream decompressed(Response answer, BufferedSource received) throws IOException {
        return isCalledGzip(answer) && GzipHeader.isAhead(received)
                ? Okio.buffer(new GzipSource(received)).inputStream()
                : received.inputStream();
    }

    /// RFC 9110 §8.4.1.3.
    private static boolean isCalledGzip(Response answer) {
        var coding = answer.header("Content-Encoding", "");
        return "gzip".equalsIgnoreCase(coding) || "x-gzip".equalsIgnoreCase(coding);
    }
}
