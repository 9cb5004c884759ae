package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.net.HttpStatus;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/// Reads a response body completely, or throws [ResponseBody.TooLargeException] once it exceeds the limit, as
/// received or decompressed. So a compressed bomb is read no further than the limit.
///
/// Memory is reserved as bytes arrive, not as the server announces them: a server that promises 50 MB and sends a
/// byte a second takes no memory from others. The body takes no more than its [MemoryReservation] holds, except for
/// the moment in which the array is copied.
final class ResponseBody {
    /// Some JVMs cannot create longer arrays.
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /// By how much a full array grows. Each byte is copied about once for every two steps.
    private static final int GROWTH = 4;

    private static final Pattern WHOLE_RANGE = Pattern.compile("(?i)bytes\\s+0-([0-9]{1,18})/([0-9]{1,18})");

    private ResponseBody() {}

    /// Whether the status says that the body is a whole image: 200, 203 of a proxy that has changed something,
    /// or 206 with the range of all bytes, which some caches send although nobody asked for a range.
    static boolean isWholeImage(Response response) {
        return switch (response.code()) {
            case HttpStatus.OK, HttpStatus.NON_AUTHORITATIVE -> true;
            case HttpStatus.PARTIAL_CONTENT -> wholeLength(response).isPresent();
            default -> false;
        };
    }

    /// The length in a `Content-Range` of all bytes (RFC 9110 §14.4): `bytes 0-99/100`.
    private static OptionalLong wholeLength(Response response) {
        var range = WHOLE_RANGE.matcher(response.header("Content-Range", ""));
        if (!range.matches()) return OptionalLong.empty();
        var length = Long.parseLong(range.group(2));
        var contentLength = response.body().contentLength();
        return Long.parseLong(range.group(1)) == length - 1 && (contentLength < 0 || contentLength == length)
                ? OptionalLong.of(length)
                : OptionalLong.empty();
    }

    static byte[] read(Response response, int limit, TransferProgress progress) throws IOException {
        var length = response.body().contentLength();
        if (length > limit) throw new TooLargeException(limit);
        progress.onBody();
        try {
            return length >= 0 && !isCalledGzip(response)
                    ? known(response.body().byteStream(), (int) length, progress)
                    : unknown(response, limit, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for room");
        }
    }

    /// Reads a body of known length, as most are.
    ///
    /// @throws EOFException when the body is shorter than its `Content-Length`
    private static byte[] known(InputStream body, int length, TransferProgress progress)
            throws IOException, InterruptedException {
        var counted = new CountedStream(body, progress);
        var bytes = new byte[Math.min(length, MemoryReservation.INITIAL_BYTES)];
        var size = counted.readNBytes(bytes, 0, bytes.length);
        while (size == bytes.length && size < length) {
            bytes = grow(bytes, length, progress.memoryReservation());
            size += counted.readNBytes(bytes, size, bytes.length - size);
        }
        if (size < length) throw new EOFException("the body is shorter than its Content-Length");
        progress.memoryReservation().shrinkTo(length);
        return bytes;
    }

    private static byte[] unknown(Response response, int limit, TransferProgress progress)
            throws IOException, InterruptedException {
        var counted = new CountedStream(response.body().byteStream(), progress);
        try (var received = Okio.buffer(Okio.source(new LimitedStream(counted, limit)));
                var plain = new LimitedStream(decompressed(response, received), limit)) {
            var bytes = unknown(plain, limit, progress.memoryReservation());
            requireWholeRange(response, progress);
            return bytes;
        }
    }

    /// A range says how long the body is, also where `Content-Length` does not.
    private static void requireWholeRange(Response response, TransferProgress progress) throws EOFException {
        if (response.code() != HttpStatus.PARTIAL_CONTENT) return;
        if (wholeLength(response).orElseThrow() != progress.received())
            throw new EOFException("the body has another length than its Content-Range");
    }

    private static byte[] unknown(InputStream body, int limit, MemoryReservation memoryReservation)
            throws IOException, InterruptedException {
        // One byte more than the limit, so that the stream notices that the body is too large.
        var most = (int) Math.min(limit + 1L, MAX_ARRAY);
        var bytes = new byte[Math.min(MemoryReservation.INITIAL_BYTES, most)];
        var size = body.readNBytes(bytes, 0, bytes.length);
        while (size == bytes.length) {
            bytes = grow(bytes, most, memoryReservation);
            size += body.readNBytes(bytes, size, bytes.length - size);
        }
        memoryReservation.shrinkTo(size);
        return Arrays.copyOf(bytes, size);
    }

    private static byte[] grow(byte[] bytes, int most, MemoryReservation memoryReservation)
            throws InterruptedException {
        var larger = (int) Math.min((long) GROWTH * bytes.length, most);
        memoryReservation.grow(larger);
        return Arrays.copyOf(bytes, larger);
    }

    /// Decompresses a gzip body. Some servers declare gzip for files that are not, so the bytes decide. Any
    /// other coding is left as it is; the codec rejects what is not an image.
    ///
    /// The JDK's `GZIPInputStream` is no option: it takes a pause in the transfer, or an error in some
    /// places, for the end of the stream, so that half a body could pass as a whole one.
    private static InputStream decompressed(Response response, BufferedSource received) throws IOException {
        return isCalledGzip(response) && GzipHeader.isAhead(received)
                ? Okio.buffer(new GzipSource(received)).inputStream()
                : received.inputStream();
    }

    /// RFC 9110 §8.4.1.3.
    private static boolean isCalledGzip(Response response) {
        var coding = response.header("Content-Encoding", "");
        return "gzip".equalsIgnoreCase(coding) || "x-gzip".equalsIgnoreCase(coding);
    }

    /// Tells the progress of the transfer about each read.
    private static final class CountedStream extends FilterInputStream {
        private final TransferProgress progress;

        CountedStream(InputStream in, TransferProgress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            var next = super.read();
            if (next >= 0) progress.onReceived(1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            progress.onReceived(Math.max(read, 0));
            return read;
        }
    }

    /// Counts the bytes that are read, and throws once they exceed the limit.
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

    /// The body is larger than an image may be.
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int limit) {
            super("the image is larger than " + limit + " bytes");
        }
    }
}
