package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.MemoryReservation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/// The body of an answer, whole or not at all: over the limit it is [ResponseBody.TooLargeException], as received or as
/// decompressed, and a compressed bomb is read no further than that. No more of it is in memory than its
/// [MemoryReservation] holds, but for the moment in which it is put together.
final class ResponseBody {
    /// Some JVMs can make no longer arrays.
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private ResponseBody() {}

    static byte[] read(Response answer, int limit, MemoryReservation memoryReservation) throws IOException {
        var length = answer.body().contentLength();
        if (length > limit) throw new TooLargeException(limit);
        try {
            return length >= 0 && !isCalledGzip(answer)
                    ? known(answer.body().source(), (int) length, memoryReservation)
                    : unknown(answer, limit, memoryReservation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for room");
        }
    }

    /// As most servers answer: straight into its array.
    ///
    /// @throws java.io.EOFException when the body is shorter than it was to be
    private static byte[] known(BufferedSource body, int length, MemoryReservation memoryReservation)
            throws IOException, InterruptedException {
        memoryReservation.acquireExact(length);
        var bytes = new byte[length];
        body.readFully(bytes);
        return bytes;
    }

    private static byte[] unknown(Response answer, int limit, MemoryReservation memoryReservation)
            throws IOException, InterruptedException {
        try (var received =
                        Okio.buffer(Okio.source(new LimitedStream(answer.body().byteStream(), limit)));
                var plain = new LimitedStream(decompressed(answer, received), limit)) {
            return unknown(plain, limit, memoryReservation);
        }
    }

    private static byte[] unknown(InputStream body, int limit, MemoryReservation memoryReservation)
            throws IOException, InterruptedException {
        // With room for one byte too many: by that the stream notices.
        var most = Math.min(limit + 1L, LONGEST_ARRAY);
        var bytes = new byte[(int) Math.min(MemoryReservation.INITIAL_BYTES, most)];
        var size = body.readNBytes(bytes, 0, bytes.length);
        while (size == bytes.length) {
            var larger = (int) Math.min(2L * bytes.length, most);
            memoryReservation.grow(larger);
            bytes = Arrays.copyOf(bytes, larger);
            size += body.readNBytes(bytes, size, larger - size);
        }
        memoryReservation.shrinkTo(size);
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

    /// Counts the bytes that pass, and lets no more pass than the limit.
    static final class LimitedStream extends FilterInputStream {
        private final int limit;
        private long passed;

        LimitedStream(InputStream in, int limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws TooLargeException {
            passed += bytes;
            if (passed > limit) throw new TooLargeException(limit);
        }
    }

    /// A body of more bytes than an image may have.
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int limit) {
            super("the image is larger than " + limit + " bytes");
        }
    }
}
