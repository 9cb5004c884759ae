package dev.halftone.engine.address;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Tells the [Gulp] that is being taken of each byte that comes.
final class CountedStream extends FilterInputStream {
    CountedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        if (next >= 0) Gulp.count(1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        if (read > 0) Gulp.count(read);
        return read;
    }
}
