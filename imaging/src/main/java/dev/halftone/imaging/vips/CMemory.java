package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// Reads memory that C owns: a pointer from C has no length until somebody who knows says so.
@SuppressWarnings("restricted") // Giving such a pointer its length is what this class is for.
final class CMemory {
    private CMemory() {}

    /// The string that ends with its NUL.
    static String string(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// So many bytes, to be read where they lie.
    static MemorySegment view(MemorySegment pointer, long size) {
        return pointer.reinterpret(size).asReadOnly();
    }

    /// A copy of so many bytes.
    static byte[] bytes(MemorySegment pointer, long size) {
        return pointer.reinterpret(size).toArray(JAVA_BYTE);
    }
}
