package dev.halftone.engine.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The records of an archive as bytes (APPNOTE.TXT 6.3.10, section 4.3), with their ZIP64 form only where a
/// number does not fit: Excel refuses it elsewhere.
final class ZipHeaders {
    private static final long MAX_INT = 0xFFFFFFFFL;
    private static final int MAX_SHORT = 0xFFFF;
    private static final short VERSION = 20;
    private static final short VERSION64 = 45;

    private ZipHeaders() {}

    /// Comes before the content of an entry.
    static byte[] local(String rawName, ZipArchive.Fields fields) {
        boolean is64 = fields.size() >= MAX_INT || fields.compressedSize() >= MAX_INT;
        var name = name(rawName);
        var array = new byte[30 + name.length + (is64 ? 20 : 0)];
        var bytes = buffer(array);
        bytes.putInt(0x04034B50).putShort(is64 ? VERSION64 : VERSION);
        putCommon(bytes, fields);
        bytes.putInt(is64 ? -1 : (int) fields.compressedSize()).putInt(is64 ? -1 : (int) fields.size());
        bytes.putShort((short) name.length).putShort((short) (is64 ? 20 : 0)).put(name);
        if (is64)
            bytes.putShort((short) 1)
                    .putShort((short) 16)
                    .putLong(fields.size())
                    .putLong(fields.compressedSize());
        return array;
    }

    /// Comes after the content of an entry whose local header has no sizes.
    static byte[] descriptor(ZipArchive.Fields fields) throws IOException {
        if (fields.size() >= MAX_INT || fields.compressedSize() >= MAX_INT) {
            throw new IOException("an entry written as a stream has at most 4 GB, not " + fields.size() + " bytes");
        }
        var array = new byte[16];
        var bytes = buffer(array);
        bytes.putInt(0x08074B50).putInt(fields.crc());
        bytes.putInt((int) fields.compressedSize()).putInt((int) fields.size());
        return array;
    }

    /// The entry in the directory.
    static byte[] central(String rawName, ZipArchive.Fields fields) {
        var extra = buffer(new byte[3 * Long.BYTES]);
        if (fields.size() >= MAX_INT) extra.putLong(fields.size());
        if (fields.compressedSize() >= MAX_INT) extra.putLong(fields.compressedSize());
        if (fields.headerOffset() >= MAX_INT) extra.putLong(fields.headerOffset());
        extra.flip();
        boolean is64 = extra.hasRemaining();
        int extraBytes = is64 ? 4 + extra.remaining() : 0;
        var name = name(rawName);
        var array = new byte[46 + name.length + extraBytes];
        var bytes = buffer(array);
        bytes.putInt(0x02014B50).putShort((short) fields.versionMadeBy()).putShort(is64 ? VERSION64 : VERSION);
        putCommon(bytes, fields);
        bytes.putInt(atMostInt(fields.compressedSize())).putInt(atMostInt(fields.size()));
        bytes.putShort((short) name.length).putShort((short) extraBytes).putShort((short) 0);
        bytes.putShort((short) 0).putShort((short) fields.internalAttributes()).putInt(fields.externalAttributes());
        bytes.putInt(atMostInt(fields.headerOffset())).put(name);
        if (is64) bytes.putShort((short) 1).putShort((short) extra.remaining()).put(extra);
        return array;
    }

    private static void putCommon(ByteBuffer bytes, ZipArchive.Fields fields) {
        bytes.putShort((short) fields.flags()).putShort((short) fields.method());
        bytes.putInt(fields.time()).putInt(fields.crc());
    }

    /// The end of the archive.
    static byte[] end(long count, long directory, long directoryBytes) {
        boolean is64 = count >= MAX_SHORT || directory >= MAX_INT || directoryBytes >= MAX_INT;
        var array = new byte[is64 ? 56 + 20 + 22 : 22];
        var bytes = buffer(array);
        if (is64) {
            bytes.putInt(0x06064B50)
                    .putLong(44)
                    .putShort(VERSION64)
                    .putShort(VERSION64)
                    .putInt(0)
                    .putInt(0);
            bytes.putLong(count).putLong(count).putLong(directoryBytes).putLong(directory);
            bytes.putInt(0x07064B50)
                    .putInt(0)
                    .putLong(directory + directoryBytes)
                    .putInt(1);
        }
        short shortCount = (short) Math.min(count, MAX_SHORT);
        bytes.putInt(0x06054B50).putInt(0).putShort(shortCount).putShort(shortCount);
        bytes.putInt(atMostInt(directoryBytes)).putInt(atMostInt(directory)).putShort((short) 0);
        return array;
    }

    private static int atMostInt(long number) {
        return (int) Math.min(number, MAX_INT);
    }

    private static byte[] name(String rawName) {
        return rawName.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer buffer(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }
}
