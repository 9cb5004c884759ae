package dev.halftone.engine.xlsx;

import dev.halftone.engine.zip.ScratchFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Bytes in a temporary file: first written one after the other, then read from anywhere.
///
/// Recently read pages are kept, because cells refer to shared strings mostly in their order.
final class SpoolFile implements Closeable {
    private static final int PAGE_BYTES = 8 * 1024;
    private static final int PAGES = 512;

    private final FileChannel file;
    private final ByteBuffer written = ByteBuffer.allocate(64 * 1024);
    private final byte[][] pages = new byte[PAGES][0];
    private final long[] pageNumbers = new long[PAGES];
    private long size;

    SpoolFile() throws IOException {
        this.file = ScratchFile.open();
    }

    long size() {
        return size;
    }

    void append(byte[] bytes) throws IOException {
        int offset = 0;
        while (offset < bytes.length) {
            if (!written.hasRemaining()) flush();
            int count = Math.min(written.remaining(), bytes.length - offset);
            written.put(bytes, offset, count);
            offset += count;
        }
        size += bytes.length;
    }

    void flush() throws IOException {
        written.flip();
        while (written.hasRemaining()) file.write(written);
        written.clear();
    }

    /// Only after [#flush].
    byte[] read(long position, int count) throws IOException {
        var bytes = new byte[count];
        int done = 0;
        while (done < count) {
            var page = page((position + done) / PAGE_BYTES);
            int offset = (int) ((position + done) % PAGE_BYTES);
            int part = Math.min(count - done, PAGE_BYTES - offset);
            System.arraycopy(page, offset, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    private byte[] page(long number) throws IOException {
        int slot = (int) (number % PAGES);
        if (pages[slot].length == 0 || pageNumbers[slot] != number) {
            var page = new byte[PAGE_BYTES];
            var buffer = ByteBuffer.wrap(page);
            boolean more = true;
            while (more && buffer.hasRemaining()) {
                more = file.read(buffer, number * PAGE_BYTES + buffer.position()) >= 0;
            }
            pages[slot] = page;
            pageNumbers[slot] = number;
        }
        return pages[slot];
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
