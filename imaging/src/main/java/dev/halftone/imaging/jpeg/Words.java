package dev.halftone.imaging.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of an array at once.
final class Words {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;

    private Words() {}

    static long bigEndian(byte[] bytes, int at) {
        return (long) BIG_ENDIAN.get(bytes, at);
    }

    static void putBigEndian(byte[] bytes, int at, long word) {
        BIG_ENDIAN.set(bytes, at, word);
    }

    /// Copies bytes up to the first that is 0xFF, or to an end; returns how many. Behind them the target may be written
    /// over, by up to eight bytes.
    static int copyUntilFF(byte[] source, int from, int to, byte[] target, int at) {
        var copied = 0;
        while (from + copied <= to - 8) {
            var word = (long) LITTLE_ENDIAN.get(source, from + copied);
            LITTLE_ENDIAN.set(target, at + copied, word);
            // The lowest bit that is set is the top bit of the first byte that is 0xFF; 64 zeros where there is none.
            var found = Long.numberOfTrailingZeros((~word - EACH_BYTE) & word & (EACH_BYTE << 7));
            copied += found >>> 3;
            if (found != 64) return copied;
        }
        while (from + copied < to && source[from + copied] != (byte) 0xFF) {
            target[at + copied] = source[from + copied];
            copied++;
        }
        return copied;
    }
}
