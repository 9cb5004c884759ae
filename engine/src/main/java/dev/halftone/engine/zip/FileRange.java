package dev.halftone.engine.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// Part of a file as a stream. Closing it leaves the file open.
final class FileRange extends InputStream {
    private final FileChannel file;
    private long position;
    private long remaining;

    FileRange(FileChannel file, long position, long size) {
        this.file = file;
        this.position = position;
        this.remaining = size;
    }

    @Override
    public int read() throws IOException {
        var single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) return 0;
        if (remaining == 0) return -1;
        int count = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, remaining)), position);
        if (count < 0) throw ZipArchive.malformed("it ends too early");
        position += count;
        remaining -= count;
        return count;
    }
}
