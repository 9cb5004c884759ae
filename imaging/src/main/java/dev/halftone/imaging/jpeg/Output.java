package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.util.Arrays;

/// Bytes that become a file. The array grows and is used again for the next one.
final class Output {
    byte[] bytes = new byte[1 << 16];
    int size;

    void clear() {
        size = 0;
    }

    void reserve(int more) {
        if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }

    Output u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Output u16(int value) {
        return u8(value >> 8).u8(value);
    }

    Output write(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /// Entropy-coded bytes: behind each 0xFF a zero is stuffed (T.81 F.1.2.3).
    void writeStuffed(byte[] coded, int length) {
        reserve(2 * length + 8);
        for (var from = 0; from < length; ) {
            var copied = Words.copyUntilFF(coded, from, length, bytes, size);
            from += copied;
            size += copied;
            if (from == length) return;
            bytes[size++] = (byte) 0xFF;
            bytes[size++] = 0;
            from++;
        }
    }

    Output marker(int marker) {
        return u8(0xFF).u8(marker);
    }

    ImageBytes toImage() {
        return new ImageBytes(Arrays.copyOf(bytes, size));
    }
}
