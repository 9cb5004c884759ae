package dev.halftone.imaging.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads, writes and scans eight bytes of an array at once.
final class ByteScan {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;

    private ByteScan() {}

    static long readBigEndian(byte[] bytes, int at) {
        return (long) BIG_ENDIAN.get(bytes, at);
    }

    static void writeBigEndian(byte[] bytes, int at, long word) {
        BIG_ENDIAN.set(bytes, at, word);
    }

    /// Copies bytes up to the first 0xFF, or to an end, and returns how many. The target may be overwritten
    /// beyond them, by as many bytes as remain up to that end.
    static int copyUntilFF(byte[] source, int from, int to, byte[] target, int at) {
        var copied = 0;
        for (; from + copied <= to - 16; copied += 16) {
            var word = (long) LITTLE_ENDIAN.get(source, from + copied);
            var next = (long) LITTLE_ENDIAN.get(source, from + copied + 8);
            LITTLE_ENDIAN.set(target, at + copied, word);
            LITTLE_ENDIAN.set(target, at + copied + 8, next);
            var found = ffMask(word);
            var foundNext = ffMask(next);
            if ((found | foundNext) != 0) return copied + (found != 0 ? firstByte(found) : 8 + firstByte(foundNext));
        }
        while (from + copied < to && source[from + copied] != (byte) 0xFF) {
            target[at + copied] = source[from + copied];
            copied++;
        }
        return copied;
    }

    /// Sets bits where a word has bytes 0xFF. The lowest set bit is the top bit of the first such byte.
    private static long ffMask(long word) {
        return (~word - EACH_BYTE) & word & (EACH_BYTE << 7);
    }

    private static int firstByte(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }
}
