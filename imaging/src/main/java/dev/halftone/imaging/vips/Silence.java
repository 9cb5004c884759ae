package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Keeps libvips from writing to standard error: what matters of its words comes with the error of the call.
@SuppressWarnings("restricted") // The handler must be called from C.
final class Silence {
    /// `G_LOG_LEVEL_WARNING`: an odd tag in a stranger's picture. Graver levels still speak.
    static final int WARNINGS = 1 << 4;

    /// A `GLogFunc` that does nothing.
    static final MemorySegment HANDLER = handler();

    private Silence() {}

    private static MemorySegment handler() {
        var nothing = MethodHandles.empty(MethodType.methodType(
                void.class, MemorySegment.class, int.class, MemorySegment.class, MemorySegment.class));
        var signature = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        return Linker.nativeLinker().upcallStub(nothing, signature, Arena.global());
    }
}
