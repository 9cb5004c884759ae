package dev.halftone.engine.zip;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/// A ZIP archive in a file: the list of its entries, and their content.
///
/// Everything in the file is checked before it is believed. Faults are a [ZipException] with a message for
/// the sender, from [#open] or while an entry is read. Safe for use by many threads, because every read
/// names its position.
public final class ZipArchive implements Closeable {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    static final int UTF8_FLAG = 1 << 11;

    private static final int MADE_BY_UNIX = (3 << 8) | 20;
    private static final int READABLE_FILE = 0100644 << 16;

    /// The first of January 1980.
    private static final int FIRST_TIME = ((1 << 5) | 1) << 16;

    private static final int LOCAL_HEADER = 0x04034B50;
    private static final int LOCAL_HEADER_BYTES = 30;

    private final FileChannel file;
    private final Limits limits;
    private final List<Entry> entries;
    private final Map<String, Entry> byName;

    private ZipArchive(FileChannel file, Limits limits, List<Entry> entries) throws ZipException {
        this.file = file;
        this.limits = limits;
        this.entries = List.copyOf(entries);
        try {
            this.byName = entries.stream().collect(Collectors.toMap(entry -> key(entry.name()), Function.identity()));
        } catch (IllegalStateException e) {
            // Which of two entries counts is up to the reader, so that programs would see different files.
            throw malformed("two files in it have the same name", e);
        }
    }

    /// Limits against archives that are small on disk and huge in memory.
    ///
    /// @param maxEntries entries in the archive
    /// @param maxInflatedBytes bytes of one entry
    /// @param maxRatio inflated bytes for a byte in the archive, after the first 16 MiB
    public record Limits(int maxEntries, long maxInflatedBytes, int maxRatio) {
        public Limits {
            if (maxEntries < 1 || maxInflatedBytes < 1 || maxRatio < 1) {
                throw new IllegalArgumentException("the limits of an archive must be at least 1");
            }
        }
    }

    /// The fields of an entry in the directory.
    ///
    /// @param flags the general purpose bits
    /// @param method 0 stored, 8 deflated; others can only be copied
    /// @param time as MS-DOS writes it: the date in the upper 16 bits
    /// @param headerOffset where its local header is, which its content follows
    record Fields(
            int versionMadeBy,
            int flags,
            int method,
            int time,
            int crc,
            long compressedSize,
            long size,
            int internalAttributes,
            int externalAttributes,
            long headerOffset) {

        /// Those of a new entry with a name in UTF-8. Its time is the first that ZIP has, so that the same
        /// content gives the same bytes.
        static Fields stored(long offset, long size, int crc) {
            return new Fields(MADE_BY_UNIX, UTF8_FLAG, STORED, FIRST_TIME, crc, size, size, 0, READABLE_FILE, offset);
        }

        /// The same at another place.
        Fields at(long newOffset, int newFlags) {
            return with(newFlags, method, crc, compressedSize, size, newOffset);
        }

        /// Those of a deflated entry before its content is known.
        Fields empty(long newOffset, int newFlags) {
            return with(newFlags, DEFLATED, 0, 0, 0, newOffset);
        }

        /// The same with known content.
        Fields filled(int newCrc, long newCompressedSize, long newSize) {
            return with(flags, method, newCrc, newCompressedSize, newSize, headerOffset);
        }

        private Fields with(
                int newFlags, int newMethod, int newCrc, long newCompressedSize, long newSize, long newOffset) {
            return new Fields(
                    versionMadeBy,
                    newFlags,
                    newMethod,
                    time,
                    newCrc,
                    newCompressedSize,
                    newSize,
                    internalAttributes,
                    externalAttributes,
                    newOffset);
        }
    }

    /// A file or folder in the archive.
    ///
    /// @param name with forward slashes, which some programs write the other way round
    /// @param rawName the name as it is in the file, a character for each byte
    public record Entry(String name, String rawName, Fields fields) {

        public boolean isEncrypted() {
            return (fields.flags() & 1) != 0;
        }

        public long size() {
            return fields.size();
        }
    }

    public static ZipArchive open(Path path, Limits limits) throws IOException {
        var file = FileChannel.open(path);
        try {
            return new ZipArchive(file, limits, ZipDirectory.read(file, limits.maxEntries()));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// All entries, in the order of the directory.
    public List<Entry> entries() {
        return entries;
    }

    /// The entry with this name, whatever its case: OPC compares names so.
    public Optional<Entry> entry(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// The content of an entry, checked against its CRC and the limits while it is read.
    public InputStream open(Entry entry) throws IOException {
        if (entry.isEncrypted()) throw malformed("it is encrypted");
        return new EntryContent(compressed(entry), entry, limits);
    }

    /// The bytes of an entry as they are in the file.
    InputStream compressed(Entry entry) throws IOException {
        var fields = entry.fields();
        if (fields.compressedSize() == 0) return new ByteArrayInputStream(new byte[0]);
        var header = read(file, fields.headerOffset(), LOCAL_HEADER_BYTES);
        if (header.getInt(0) != LOCAL_HEADER) throw malformed("a file in it is not where its directory says");
        // The lengths of its own name and extra fields, which may differ from those in the directory.
        var nameAndExtra = Short.toUnsignedInt(header.getShort(26)) + Short.toUnsignedInt(header.getShort(28));
        return new FileRange(file, fields.headerOffset() + LOCAL_HEADER_BYTES + nameAndExtra, fields.compressedSize());
    }

    /// Bytes of the file, ready to be read as the little-endian numbers that ZIP has.
    static ByteBuffer read(FileChannel file, long position, int count) throws IOException {
        if (position < 0 || position > file.size() - count) throw malformed("it ends too early");
        var bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) throw malformed("it ends too early");
        }
        return bytes.flip();
    }

    static ZipException malformed(String why) {
        return new ZipException("The file is damaged: " + why + ".");
    }

    private static ZipException malformed(String why, Throwable cause) {
        var exception = malformed(why);
        exception.initCause(cause);
        return exception;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
