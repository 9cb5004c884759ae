package dev.halftone.engine.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ScopedValue.CallableOp;
import java.net.ProtocolException;

/// Limits the bytes received in one read step: the head of a response, or the next bytes of its body.
///
/// The reader starts a step, and the [GuardedSocketFactory.GuardedSocket], which knows nothing of steps, counts the
/// bytes. A scoped value connects them: with HTTP/1.1 the reading thread itself reads from the socket.
final class ReadBudget {
    /// More than OkHttp accepts for a head (262,144 bytes), plus the overhead of TLS.
    static final int MAX_BYTES = 320 * 1024;

    private static final ScopedValue<ReadBudget> CURRENT = ScopedValue.newInstance();

    private int taken;

    private ReadBudget() {}

    /// Runs one read step with a new budget.
    static <T, X extends Throwable> T run(CallableOp<T, X> step) throws X {
        return ScopedValue.where(CURRENT, new ReadBudget()).call(step);
    }

    /// Counts received bytes against the budget of the current step, if there is one.
    static void count(int bytes) throws ProtocolException {
        if (CURRENT.isBound()) CURRENT.get().add(bytes);
    }

    private void add(int bytes) throws ProtocolException {
        taken += bytes;
        if (taken > MAX_BYTES)
            throw new ProtocolException("more than " + MAX_BYTES + " bytes received without any content");
    }

    /// Counts the bytes that are read against the current [ReadBudget].
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
