package dev.halftone.engine.zip;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Collects the directory of an archive until its entries are written: in memory, then in a temporary file.
final class ZipDirectoryWriter implements Closeable {
    private static final int MAX_BYTES_IN_MEMORY = 1024 * 1024;

    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
    private Optional<FileChannel> file = Optional.empty();
    private long count;

    void add(byte[] header) throws IOException {
        if (headers.size() + header.length > MAX_BYTES_IN_MEMORY) spool();
        headers.write(header);
        count++;
    }

    private void spool() throws IOException {
        if (file.isEmpty()) file = Optional.of(ScratchFile.open());
        var bytes = ByteBuffer.wrap(headers.toByteArray());
        while (bytes.hasRemaining()) file.get().write(bytes);
        headers.reset();
    }

    long count() {
        return count;
    }

    /// Returns how many bytes were written.
    long writeTo(OutputStream out) throws IOException {
        long bytes = headers.size();
        // The stream is not closed, because that would close the file.
        if (file.isPresent())
            bytes += Channels.newInputStream(file.get().position(0)).transferTo(out);
        headers.writeTo(out);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) file.get().close();
    }
}
