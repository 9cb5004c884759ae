package dev.halftone.engine.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ScopedValue.CallableOp;
import java.net.ProtocolException;

/// What may come over the wire in one step of reading: an answer's head, or the next bytes of its body.
///
/// Whoever reads begins a step; the [GuardedSocketFactory.GuardedSocket] counts, which knows nothing of steps. They
/// meet in the thread: with HTTP/1.1 a socket is read by whoever wants its bytes.
final class ReadBudget {
    /// More than OkHttp takes for a head (262,144 bytes), with room for what TLS puts around it.
    static final int MAX_BYTES = 320 * 1024;

    private static final ScopedValue<ReadBudget> CURRENT = ScopedValue.newInstance();

    private int taken;

    private ReadBudget() {}

    /// Makes a step of reading.
    static <T, X extends Throwable> T run(CallableOp<T, X> step) throws X {
        return ScopedValue.where(CURRENT, new ReadBudget()).call(step);
    }

    /// So many bytes came.
    static void count(int bytes) throws ProtocolException {
        if (CURRENT.isBound()) CURRENT.get().add(bytes);
    }

    private void add(int bytes) throws ProtocolException {
        taken += bytes;
        if (taken > MAX_BYTES)
            throw new ProtocolException("more than " + MAX_BYTES + " bytes, and nothing to be had from them");
    }

    /// Tells the [ReadBudget] that is being taken of each byte that comes.
    static final class CountedStream extends FilterInputStream {
        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var next = super.read();
            if (next >= 0) ReadBudget.count(1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            if (read > 0) ReadBudget.count(read);
            return read;
        }
    }
}
