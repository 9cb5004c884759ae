package dev.halftone.engine.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Reads the central directory at the end of an archive (APPNOTE.TXT 6.3.10, section 4.3.12), also of ZIP64.
final class ZipDirectory {
    private static final int END = 0x06054B50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xFFFF;
    private static final int END64 = 0x06064B50;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR64 = 0x07064B50;
    private static final int LOCATOR64_BYTES = 20;
    private static final int HEADER = 0x02014B50;
    private static final int HEADER_BYTES = 46;
    private static final int EXTRA64 = 1;
    private static final long NO_INT = 0xFFFFFFFFL;

    /// Names and extra fields of an entry take about 100 bytes. No archive needs more than this on average.
    private static final long MAX_BYTES_PER_ENTRY = 1024;

    private ZipDirectory() {}

    /// Where the directory is.
    ///
    /// @param shift bytes before the archive, such as a program that unpacks it; offsets do not count them
    private record Location(long position, long size, long count, long shift) {}

    static List<ZipArchive.Entry> read(FileChannel file, int maxEntries) throws IOException {
        var location = locate(file);
        if (location.count() > maxEntries || location.size() > maxEntries * MAX_BYTES_PER_ENTRY) {
            throw new ZipException("The file holds more than %,d files.".formatted(maxEntries));
        }
        var bytes = ZipArchive.read(file, location.position(), Math.toIntExact(location.size()));
        var entries = new ArrayList<ZipArchive.Entry>();
        while (bytes.hasRemaining()) {
            if (entries.size() == location.count()) throw ZipArchive.malformed("its directory is longer than it says");
            entries.add(entry(bytes, location));
        }
        if (entries.size() != location.count()) throw ZipArchive.malformed("its directory is shorter than it says");
        return entries;
    }

    private static Location locate(FileChannel file) throws IOException {
        long tailBytes = Math.min(file.size(), END_BYTES + MAX_COMMENT_BYTES);
        var tail = ZipArchive.read(file, file.size() - tailBytes, (int) tailBytes);
        for (int i = (int) tailBytes - END_BYTES; i >= 0; i--) {
            if (tail.getInt(i) != END) continue;
            int comment = Short.toUnsignedInt(tail.getShort(i + 20));
            if (i + END_BYTES + comment > tailBytes) continue;
            return locate(
                    file, file.size() - tailBytes + i, tail.slice(i, END_BYTES).order(tail.order()));
        }
        throw ZipArchive.malformed("its end is missing");
    }

    private static Location locate(FileChannel file, long endPosition, ByteBuffer end) throws IOException {
        var end64 = end64(file, endPosition);
        if (end64.isPresent()) return end64.get();
        return location(
                endPosition,
                Short.toUnsignedInt(end.getShort(10)),
                Integer.toUnsignedLong(end.getInt(12)),
                Integer.toUnsignedLong(end.getInt(16)));
    }

    /// What the end of a ZIP64 archive says. It comes before the other end, whose numbers may be cut off.
    private static Optional<Location> end64(FileChannel file, long endPosition) throws IOException {
        if (endPosition < LOCATOR64_BYTES + END64_BYTES) return Optional.empty();
        var locator = ZipArchive.read(file, endPosition - LOCATOR64_BYTES, LOCATOR64_BYTES);
        if (locator.getInt(0) != LOCATOR64) return Optional.empty();
        // Its usual place is right before its locator, whose offset does not count bytes before the archive.
        for (long position : new long[] {endPosition - LOCATOR64_BYTES - END64_BYTES, locator.getLong(8)}) {
            var end = ZipArchive.read(file, position, END64_BYTES);
            if (end.getInt(0) != END64) continue;
            return Optional.of(location(position, end.getLong(32), end.getLong(40), end.getLong(48)));
        }
        throw ZipArchive.malformed("its end is not where it says");
    }

    private static Location location(long endPosition, long count, long size, long offset) throws ZipException {
        long position = endPosition - size;
        if (count < 0 || size < 0 || position < 0 || offset < 0 || offset > position) {
            throw ZipArchive.malformed("its directory is not where it says");
        }
        return new Location(position, size, count, position - offset);
    }

    private static ZipArchive.Entry entry(ByteBuffer bytes, Location location) throws ZipException {
        int start = bytes.position();
        if (bytes.remaining() < HEADER_BYTES || bytes.getInt(start) != HEADER) {
            throw ZipArchive.malformed("its directory is not valid");
        }
        int nameBytes = Short.toUnsignedInt(bytes.getShort(start + 28));
        int extraBytes = Short.toUnsignedInt(bytes.getShort(start + 30));
        int commentBytes = Short.toUnsignedInt(bytes.getShort(start + 32));
        if (bytes.remaining() < HEADER_BYTES + nameBytes + extraBytes + commentBytes) {
            throw ZipArchive.malformed("its directory is not valid");
        }
        var name = new byte[nameBytes];
        bytes.get(start + HEADER_BYTES, name);
        var extra = bytes.slice(start + HEADER_BYTES + nameBytes, extraBytes).order(bytes.order());
        bytes.position(start + HEADER_BYTES + nameBytes + extraBytes + commentBytes);
        return entry(bytes, start, name, extra64(extra), location);
    }

    private static ZipArchive.Entry entry(
            ByteBuffer bytes, int start, byte[] name, ByteBuffer extra64, Location location) throws ZipException {
        int flags = Short.toUnsignedInt(bytes.getShort(start + 8));
        // The numbers that are in the extra field are those that do not fit, in this order.
        long size = number(bytes.getInt(start + 24), extra64);
        long compressedSize = number(bytes.getInt(start + 20), extra64);
        long headerOffset = number(bytes.getInt(start + 42), extra64) + location.shift();
        if (size < 0 || compressedSize < 0 || headerOffset < 0 || headerOffset > location.position() - compressedSize) {
            throw ZipArchive.malformed("a file in it is not where its directory says");
        }
        var fields = new ZipArchive.Fields(
                Short.toUnsignedInt(bytes.getShort(start + 4)),
                flags,
                Short.toUnsignedInt(bytes.getShort(start + 10)),
                bytes.getInt(start + 12),
                bytes.getInt(start + 16),
                compressedSize,
                size,
                Short.toUnsignedInt(bytes.getShort(start + 36)),
                bytes.getInt(start + 38),
                headerOffset);
        var text = new String(name, charset(flags)).replace('\\', '/');
        return new ZipArchive.Entry(text, new String(name, StandardCharsets.ISO_8859_1), fields);
    }

    /// Names that are not UTF-8 are in the code page of the computer that wrote them. Those that we look for
    /// are ASCII.
    private static Charset charset(int flags) {
        return (flags & ZipArchive.UTF8_FLAG) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private static long number(int field, ByteBuffer extra64) throws ZipException {
        if (field != (int) NO_INT || !extra64.hasRemaining()) return Integer.toUnsignedLong(field);
        if (extra64.remaining() < Long.BYTES) throw ZipArchive.malformed("its directory is not valid");
        return extra64.getLong();
    }

    /// The content of the ZIP64 field among the extra fields; empty if there is none.
    private static ByteBuffer extra64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            if (length > extra.remaining()) break;
            if (id == EXTRA64) return extra.slice(extra.position(), length).order(extra.order());
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }
}
