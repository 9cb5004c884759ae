package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;

/// A loaded C library, and how its functions are declared in Java. It stays loaded as long as the process lives.
@SuppressWarnings("restricted") // Loading and linking native code is what this class is for.
record CLibrary(SymbolLookup symbols) {
    static final MemoryLayout POINTER = ADDRESS;
    static final MemoryLayout INT = JAVA_INT;
    static final MemoryLayout SIZE = JAVA_LONG;

    /// Empty where there is no such file, or none that this machine can load.
    static Optional<CLibrary> at(Path file) {
        try {
            return Optional.of(new CLibrary(SymbolLookup.libraryLookup(file, Arena.global())));
        } catch (IllegalArgumentException unloadable) {
            return Optional.empty();
        }
    }

    /// Empty where the system's loader finds no library of this name.
    static Optional<CLibrary> named(String name) {
        try {
            return Optional.of(new CLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException unloadable) {
            return Optional.empty();
        }
    }

    CFunction function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return link(name, FunctionDescriptor.of(result, parameters));
    }

    CFunction procedure(String name, MemoryLayout... parameters) {
        return link(name, FunctionDescriptor.ofVoid(parameters));
    }

    /// A variadic procedure: the ABI wants to know how many of the parameters stand before the ellipsis.
    CFunction variadicProcedure(String name, int fixed, MemoryLayout... parameters) {
        return link(name, FunctionDescriptor.ofVoid(parameters), Linker.Option.firstVariadicArg(fixed));
    }

    private CFunction link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var symbol = symbols.find(name).orElseThrow(() -> LibvipsMissing.tooOld("it has no " + name));
        return new CFunction(() -> Linker.nativeLinker().downcallHandle(symbol, descriptor, options));
    }
}
