package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/// One function of a C library. The number and the types of its arguments are checked when it is called.
final class CFunction {
    private final MethodHandle function;

    CFunction(MethodHandle function) {
        var parameters = function.type().parameterCount();
        this.function = function.asSpreader(Object[].class, parameters)
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
            return (Object) function.invokeExact(arguments);
        } catch (RuntimeException | Error mistake) {
            throw mistake;
        } catch (Throwable mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
