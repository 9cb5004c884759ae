package dev.halftone.engine.zip;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes an archive to a stream, entry after entry. The same entries always give the same bytes.
///
/// [#finish] completes the archive. [#close] frees what the writer holds, and leaves the stream open.
public final class ZipWriter implements Closeable {
    private static final int BUFFER_BYTES = 32 * 1024;

    /// The content follows the header of an entry whose size is not known; its size follows the content.
    private static final int DESCRIPTOR_FLAG = 1 << 3;

    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final ZipDirectoryWriter directory = new ZipDirectoryWriter();
    private long position;

    public ZipWriter(OutputStream out) {
        this.out = out;
    }

    /// What an entry is filled from.
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// Copies an entry as it is, without inflating it.
    public void copy(ZipArchive archive, ZipArchive.Entry entry) throws IOException {
        var fields = entry.fields().at(position, entry.fields().flags() & ~DESCRIPTOR_FLAG);
        write(ZipHeaders.local(entry.rawName(), fields));
        try (var bytes = archive.compressed(entry)) {
            position += bytes.transferTo(out);
        }
        directory.add(ZipHeaders.central(entry.rawName(), fields));
    }

    /// Adds an entry with the name and the time of another, and new content, deflated.
    public void replace(ZipArchive.Entry entry, Content content) throws IOException {
        var header = entry.fields().empty(position, entry.fields().flags() | DESCRIPTOR_FLAG);
        write(ZipHeaders.local(entry.rawName(), header));
        var filled = deflate(header, content);
        write(ZipHeaders.descriptor(filled));
        directory.add(ZipHeaders.central(entry.rawName(), filled));
    }

    /// Adds an entry that is not deflated.
    ///
    /// @param content exactly `size` bytes with this CRC-32
    public void store(String name, long size, int crc, Content content) throws IOException {
        var rawName = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var fields = ZipArchive.Fields.stored(position, size, crc);
        write(ZipHeaders.local(rawName, fields));
        content.write(out);
        position += size;
        directory.add(ZipHeaders.central(rawName, fields));
    }

    private ZipArchive.Fields deflate(ZipArchive.Fields header, Content content) throws IOException {
        deflater.reset();
        // Not closed, because that would close our stream.
        var deflated = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
        var checked = new ChecksumOutput(deflated);
        content.write(checked);
        deflated.finish();
        var filled = header.filled(checked.crc(), deflater.getBytesWritten(), deflater.getBytesRead());
        position += filled.compressedSize();
        return filled;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    /// Writes the directory. Nothing can be added afterwards.
    public void finish() throws IOException {
        long start = position;
        position += directory.writeTo(out);
        write(ZipHeaders.end(directory.count(), start, position - start));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        directory.close();
    }

    private static final class ChecksumOutput extends OutputStream {
        private final OutputStream out;
        private final CRC32 crc = new CRC32();

        ChecksumOutput(OutputStream out) {
            this.out = out;
        }

        int crc() {
            return (int) crc.getValue();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            crc.update(bytes, offset, length);
        }
    }
}
