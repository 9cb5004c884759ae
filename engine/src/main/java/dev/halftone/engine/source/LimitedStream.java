package dev.halftone.engine.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes that pass, and lets no more pass than the limit.
final class LimitedStream extends FilterInputStream {
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

    private void count(int bytes) throws TooLarge {
        passed += bytes;
        if (passed > limit) throw new TooLarge(limit);
    }
}
