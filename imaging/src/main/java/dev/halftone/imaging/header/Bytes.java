package dev.halftone.imaging.header;

import java.nio.charset.StandardCharsets;

/// Numbers and letters at places in an array. Beyond its end there are zeros, so that damaged files need no checks.
@SuppressWarnings("ArrayRecordComponent") // A view of a whole file, never compared.
public record Bytes(byte[] array) {
    public int size() {
        return array.length;
    }

    public int u8(long at) {
        return at >= 0 && at < array.length ? array[(int) at] & 0xFF : 0;
    }

    public int u16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    public long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /// An unsigned big-endian number of 0 to 8 bytes.
    public long number(long at, int bytes) {
        var number = 0L;
        for (var i = 0; i < bytes; i++) number = number << 8 | u8(at + i);
        return number;
    }

    /// The same, its least significant byte first.
    public long littleNumber(long at, int bytes) {
        var number = 0L;
        for (var i = bytes - 1; i >= 0; i--) number = number << 8 | u8(at + i);
        return number;
    }

    public int littleU16(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    public long littleU32(long at) {
        return littleU16(at) | (long) littleU16(at + 2) << 16;
    }

    /// A byte a letter; shorter at the end of the array.
    public String text(long at, int length) {
        if (at < 0 || at >= array.length) return "";
        var end = (int) Math.min(at + length, array.length);
        return new String(array, (int) at, end - (int) at, StandardCharsets.ISO_8859_1);
    }

    public boolean has(String text, long at) {
        return text(at, text.length()).equals(text);
    }
}
