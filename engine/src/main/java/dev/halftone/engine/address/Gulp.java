package dev.halftone.engine.address;

import java.lang.ScopedValue.CallableOp;
import java.net.ProtocolException;

/// What may come over the wire in one step of reading: an answer's head, or the next bytes of its body.
///
/// Whoever reads begins a step; the [GuardedSocket] counts, which knows nothing of steps. They meet in the thread:
/// with HTTP/1.1 a socket is read by whoever wants its bytes.
final class Gulp {
    /// More than OkHttp takes for a head (262,144 bytes), with room for what TLS puts around it.
    static final int MOST = 320 * 1024;

    private static final ScopedValue<Gulp> CURRENT = ScopedValue.newInstance();

    private int taken;

    private Gulp() {}

    /// Makes a step of reading.
    static <T, X extends Throwable> T take(CallableOp<T, X> step) throws X {
        return ScopedValue.where(CURRENT, new Gulp()).call(step);
    }

    /// So many bytes came.
    static void count(int bytes) throws ProtocolException {
        if (CURRENT.isBound()) CURRENT.get().add(bytes);
    }

    private void add(int bytes) throws ProtocolException {
        taken += bytes;
        if (taken > MOST) throw new ProtocolException("more than " + MOST + " bytes, and nothing to be had from them");
    }
}
