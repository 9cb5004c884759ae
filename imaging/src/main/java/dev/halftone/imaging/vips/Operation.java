package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One libvips operation: properties in, `build`, properties out.
final class Operation implements AutoCloseable {
    private final VipsFunctions vips;
    private final Arena arena;
    private final MemorySegment operation;

    Operation(VipsFunctions vips, Arena arena, String name) {
        this.vips = vips;
        this.arena = arena;
        this.operation = vips.newOperation.pointer(arena.allocateFrom(name));
        if (operation.address() == 0) throw new NoSuchOperation(new VipsErrors(vips).taken());
    }

    /// An object or a string.
    Operation with(String property, MemorySegment value) {
        vips.setProperty.call(operation, arena.allocateFrom(property), value, MemorySegment.NULL);
        return this;
    }

    /// Numbers, flags and names of enumerations, as in `Q=50,keep=icc`.
    Operation with(String options) {
        if (options.isEmpty()) return this;
        var code = vips.setFromString.integer(operation, arena.allocateFrom(options));
        if (code != 0) throw new VipsErrors(vips).taken();
        return this;
    }

    Operation build() {
        if (vips.build.integer(operation) != 0) throw new VipsErrors(vips).taken();
        return this;
    }

    /// The object that the operation made: a reference of the caller's own.
    MemorySegment made(String property) {
        var value = arena.allocate(ADDRESS);
        vips.property.call(operation, arena.allocateFrom(property), value, MemorySegment.NULL);
        return value.get(ADDRESS, 0);
    }

    /// The number that the operation found.
    double number(String property) {
        var value = arena.allocate(JAVA_DOUBLE);
        vips.property.call(operation, arena.allocateFrom(property), value, MemorySegment.NULL);
        return value.get(JAVA_DOUBLE, 0);
    }

    @Override
    public void close() {
        vips.unrefOutputs.call(operation);
        vips.unref.call(operation);
    }
}
