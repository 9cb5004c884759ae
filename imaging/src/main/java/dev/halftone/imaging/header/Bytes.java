package dev.halftone.imaging.header;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads numbers and text at any offset of an array. Beyond the end there are zeros, so damaged files need no checks.
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
    public long bigEndian(long at, int bytes) {
        var number = 0L;
        for (var i = 0; i < bytes; i++) number = number << 8 | u8(at + i);
        return number;
    }

    /// An unsigned little-endian number of 0 to 8 bytes.
    public long littleEndian(long at, int bytes) {
        var number = 0L;
        for (var i = bytes - 1; i >= 0; i--) number = number << 8 | u8(at + i);
        return number;
    }

    public int u16le(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    public long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /// Text with one byte a character. It is shorter at the end of the array.
    public String text(long at, int length) {
        if (at < 0 || at >= array.length) return "";
        var end = (int) Math.min(at + length, array.length);
        return new String(array, (int) at, end - (int) at, StandardCharsets.ISO_8859_1);
    }

    /// A copy of a part. Empty if the array ends before it does.
    public Optional<byte[]> copy(long at, long length) {
        var isInside = at >= 0 && length >= 0 && at <= array.length && length <= array.length - at;
        return isInside ? Optional.of(Arrays.copyOfRange(array, (int) at, (int) (at + length))) : Optional.empty();
    }

    /// A copy of the bytes between two offsets. It is shorter at the end of the array.
    public Bytes slice(long start, long end) {
        var from = Math.clamp(start, 0, array.length);
        return new Bytes(Arrays.copyOfRange(array, from, Math.clamp(end, from, array.length)));
    }

    public boolean matches(String text, long at) {
        return text(at, text.length()).equals(text);
    }

    /// Reads numbers bit by bit, the most significant first. Beyond the end there are zeros.
    static final class BitReader {
        private final Bytes bytes;
        private long at;

        /// @param start the byte to begin with
        BitReader(Bytes bytes, long start) {
            this.bytes = bytes;
            this.at = start * 8;
        }

        /// An unsigned number of up to 32 bits.
        long read(int bits) {
            var number = 0L;
            for (var i = 0; i < bits; i++, at++) number = number << 1 | (bytes.u8(at >> 3) >> (7 - (at & 7)) & 1);
            return number;
        }

        boolean readFlag() {
            return read(1) == 1;
        }

        void skip(int bits) {
            at += bits;
        }

        /// An Exp-Golomb code: `ue(v)` of HEVC (ITU-T H.265 clause 9.2), `uvlc()` of AV1 (clause 4.10.3).
        long readExpGolomb() {
            var zeros = 0;
            while (zeros < 32 && !readFlag()) zeros++;
            return zeros == 32 ? (1L << 32) - 1 : (1L << zeros) - 1 + read(zeros);
        }
    }
}
