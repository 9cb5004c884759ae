package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A loaded C library, and how its functions are declared in Java. It stays loaded until the process ends.
@SuppressWarnings("restricted") // Loading and linking native code is what this class is for.
record NativeLibrary(SymbolLookup symbols) {
    static final MemoryLayout POINTER = ADDRESS;
    static final MemoryLayout INT = JAVA_INT;
    static final MemoryLayout SIZE = JAVA_LONG;

    /// Empty if there is no such file, or this machine cannot load it.
    static Optional<NativeLibrary> load(Path file) {
        try {
            return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global())));
        } catch (IllegalArgumentException unloadable) {
            return Optional.empty();
        }
    }

    /// Empty if the system's loader finds no library of this name.
    static Optional<NativeLibrary> loadByName(String name) {
        try {
            return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException unloadable) {
            return Optional.empty();
        }
    }

    NativeFunction function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return link(name, FunctionDescriptor.of(result, parameters));
    }

    NativeFunction procedure(String name, MemoryLayout... parameters) {
        return link(name, FunctionDescriptor.ofVoid(parameters));
    }

    /// A variadic procedure. The ABI needs to know how many parameters precede the ellipsis.
    NativeFunction variadicProcedure(String name, int fixed, MemoryLayout... parameters) {
        return link(name, FunctionDescriptor.ofVoid(parameters), Linker.Option.firstVariadicArg(fixed));
    }

    private NativeFunction link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var symbol = symbols.find(name).orElseThrow(() -> LibvipsMissing.tooOld("it has no " + name));
        return new NativeFunction(() -> Linker.nativeLinker().downcallHandle(symbol, descriptor, options));
    }

    /// Copies the NUL-terminated string at a pointer. A pointer from C has no length until one is given to it.
    static String string(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// Returns a read-only view of C's memory, without copying it.
    static MemorySegment view(MemorySegment pointer, long size) {
        return pointer.reinterpret(size).asReadOnly();
    }

    /// Copies bytes from C's memory.
    static byte[] bytes(MemorySegment pointer, long size) {
        return pointer.reinterpret(size).toArray(JAVA_BYTE);
    }

    /// One function of a C library. The number and types of its arguments are checked when it is called.
    ///
    /// It is linked at its first call: linking takes milliseconds, there are dozens of functions, and most
    /// images need few.
    static final class NativeFunction {
        private final Supplier<MethodHandle> linker;
        private volatile @Nullable MethodHandle linked;

        NativeFunction(Supplier<MethodHandle> linker) {
            this.linker = linker;
        }

        /// Two threads may link it twice, which is harmless.
        private MethodHandle handle() {
            var known = linked;
            if (known == null) linked = known = spread(linker.get());
            return known;
        }

        private static MethodHandle spread(MethodHandle function) {
            return function.asSpreader(Object[].class, function.type().parameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        }

        void call(Object... arguments) {
            invoke(arguments);
        }

        int callInt(Object... arguments) {
            return (int) invoke(arguments);
        }

        long callLong(Object... arguments) {
            return (long) invoke(arguments);
        }

        MemorySegment callPointer(Object... arguments) {
            return (MemorySegment) invoke(arguments);
        }

        // A C function throws nothing. Only a mistake in the call can, and there is no recovery from that.
        private Object invoke(Object[] arguments) {
            try {
                return (Object) handle().invokeExact(arguments);
            } catch (RuntimeException | Error mistake) {
                throw mistake;
            } catch (Throwable mistake) {
                throw new IllegalStateException(mistake);
            }
        }
    }
}
