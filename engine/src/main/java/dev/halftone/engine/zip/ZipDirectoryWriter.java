package dev.halftone.engine.zip;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/// Collects the directory of an archive until its entries are written.
final class ZipDirectoryWriter implements Closeable {
    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
    private long count;

    void add(byte[] header) throws IOException {
        headers.write(header);
        count++;
    }

    long count() {
        return count;
    }

    /// Returns how many bytes were written.
    long writeTo(OutputStream out) throws IOException {
        headers.writeTo(out);
        return headers.size();
    }

    @Override
    public void close() throws IOException {}
}
