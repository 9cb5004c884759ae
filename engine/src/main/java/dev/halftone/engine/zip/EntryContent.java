package dev.halftone.engine.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The content of an entry. Stops at the limits, whatever sizes the archive states.
final class EntryContent extends InputStream {
    private static final int BUFFER_BYTES = 32 * 1024;

    /// A small file may have any ratio. A sheet of blank rows comes close to what deflate can do.
    private static final long BYTES_WITHOUT_RATIO = 16L * 1024 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final InputStream content;
    private final ZipArchive.Entry entry;
    private final ZipArchive.Limits limits;
    private final CRC32 crc = new CRC32();
    private long bytes;

    EntryContent(InputStream compressed, ZipArchive.Entry entry, ZipArchive.Limits limits) throws ZipException {
        this.content = switch (entry.fields().method()) {
            case ZipArchive.STORED -> compressed;
            case ZipArchive.DEFLATED -> new InflaterInputStream(compressed, inflater, BUFFER_BYTES);
            default -> throw ZipArchive.malformed("it is compressed in a way that workbooks do not use");
        };
        this.entry = entry;
        this.limits = limits;
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
        int count = readContent(into, offset, length);
        if (count < 0) {
            checkEnd();
            return -1;
        }
        bytes += count;
        crc.update(into, offset, count);
        checkLimits();
        return count;
    }

    private int readContent(byte[] into, int offset, int length) throws IOException {
        try {
            return content.read(into, offset, length);
        } catch (EOFException e) {
            throw ZipArchive.malformed("a file in it ends too early");
        } catch (ZipException e) {
            throw ZipArchive.malformed("its compressed data is not valid");
        }
    }

    private void checkLimits() throws ZipException {
        if (bytes > limits.maxInflatedBytes()) {
            throw new ZipException("The file is too large: \"%s\" in it has more than %,d bytes when it is unpacked."
                    .formatted(entry.name(), limits.maxInflatedBytes()));
        }
        if (bytes <= BYTES_WITHOUT_RATIO || entry.fields().method() == ZipArchive.STORED) return;
        if (bytes / limits.maxRatio() > inflater.getBytesRead()) {
            throw new ZipException("The file unpacks to more than %d times its size, as files made to do harm do."
                    .formatted(limits.maxRatio()));
        }
    }

    private void checkEnd() throws ZipException {
        if (bytes != entry.size() || (int) crc.getValue() != entry.fields().crc()) {
            throw ZipArchive.malformed("\"" + entry.name() + "\" in it does not match its checksum");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        content.close();
    }
}
