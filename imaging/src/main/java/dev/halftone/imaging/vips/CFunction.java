package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One function of a C library. The number and the types of its arguments are checked when it is called.
///
/// It is linked with its first call: that takes milliseconds, there are dozens, and most images need none.
final class CFunction {
    private final Supplier<MethodHandle> linker;
    private volatile @Nullable MethodHandle linked;

    CFunction(Supplier<MethodHandle> linker) {
        this.linker = linker;
    }

    /// Two threads may link it twice, which makes no difference.
    private MethodHandle function() {
        var known = linked;
        if (known == null) linked = known = spread(linker.get());
        return known;
    }

    private static MethodHandle spread(MethodHandle function) {
        return function.asSpreader(Object[].class, function.type().parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    void call(Object... arguments) {
        answer(arguments);
    }

    int integer(Object... arguments) {
        return (int) answer(arguments);
    }

    long number(Object... arguments) {
        return (long) answer(arguments);
    }

    MemorySegment pointer(Object... arguments) {
        return (MemorySegment) answer(arguments);
    }

    // What a C function throws can only be a mistake in the call: there is nothing to recover from.
    private Object answer(Object[] arguments) {
        try {
            return (Object) function().invokeExact(arguments);
        } catch (RuntimeException | Error mistake) {
            throw mistake;
        } catch (Throwable mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
