package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// Everything native about one image: its source bytes, and the images derived from them. All of it is freed on
/// close. A [VipsImage] must not be used after that, nor by another thread than the one that opened the session.
public final class VipsSession implements AutoCloseable {
    final VipsFunctions vips;
    final Arena arena = Arena.ofConfined();
    private final Watchdog.KillSwitch killSwitch;
    final MemorySegment source;
    private final Deque<MemorySegment> images = new ArrayDeque<>();

    VipsSession(VipsFunctions vips, List<ByteBuffer> source, Watchdog watchdog, Duration limit) {
        this.vips = vips;
        this.source =
                arena.allocate(source.stream().mapToLong(ByteBuffer::remaining).sum());
        var end = 0L;
        for (var part : source) {
            this.source.asSlice(end, part.remaining()).copyFrom(MemorySegment.ofBuffer(part));
            end += part.remaining();
        }
        this.killSwitch = watchdog.start(limit);
    }

    /// Opens the source with one of libvips' loaders, for example `jpegload_buffer`. Reads the header; pixels
    /// are decoded on demand.
    public VipsImage load(String loader, String options) {
        return run(
                loader, call -> register(withSource(call).set(options).build().outputObject("out")));
    }

    /// Opens the source upright and shrunk to fit a box, decoding no more than that needs (libvips'
    /// `thumbnail_buffer`).
    ///
    /// @param loader options of the loader, in brackets, for example `[n=-1]`
    public VipsImage loadThumbnail(String box, String loader) {
        return run("thumbnail_buffer", call -> {
            call.set("option-string", arena.allocateFrom(loader));
            return register(withSource(call).set(box).build().outputObject("out"));
        });
    }

    /// Creates an image from pixels that another library has decoded. They are copied.
    public VipsImage fromRaster(VipsImage.Raster raster) {
        killSwitch.throwIfExpired();
        var memory = arena.allocate(raster.rowSize() * raster.height());
        for (var y = 0; y < raster.height(); y++) {
            var row = MemorySegment.ofArray(raster.rows().row(y));
            MemorySegment.copy(row, 0, memory, y * raster.rowSize(), raster.rowSize());
        }
        var image = vips.imageFromMemory.callPointer(
                memory, memory.byteSize(), raster.width(), raster.height(), raster.bands(), VipsImage.UCHAR);
        if (image.address() == 0) throw new VipsException.ErrorBuffer(vips).takeException();
        // Without this the four bands would be any four numbers, and none of them alpha.
        return register(image).apply("copy", "interpretation=srgb");
    }

    VipsImage copyToMemory(MemorySegment image) {
        killSwitch.throwIfExpired();
        var copy = vips.copyMemory.callPointer(image);
        killSwitch.throwIfExpired();
        if (copy.address() == 0) throw new VipsException.ErrorBuffer(vips).takeException();
        return register(copy);
    }

    private Operation withSource(Operation operation) {
        var blob = vips.newBlob.callPointer(MemorySegment.NULL, source, source.byteSize());
        operation.set("buffer", blob);
        vips.unrefArea.call(blob);
        return operation;
    }

    /// Runs an operation. If the time is spent, this says so, whatever error libvips reports for the killed
    /// operation, and also if the operation could not be stopped.
    <T> T run(String operation, Function<Operation, T> work) {
        killSwitch.throwIfExpired();
        try (var call = new Operation(vips, arena, operation)) {
            var result = work.apply(call);
            killSwitch.throwIfExpired();
            return result;
        } catch (VipsException error) {
            killSwitch.throwIfExpired();
            throw error;
        }
    }

    VipsImage register(MemorySegment image) {
        images.push(image);
        killSwitch.watch(image);
        return new VipsImage(this, image);
    }

    @Override
    public void close() {
        killSwitch.close();
        images.forEach(vips.unref::call);
        arena.close();
    }

    /// One libvips operation: properties in, `build`, properties out.
    static final class Operation implements AutoCloseable {
        private final VipsFunctions vips;
        private final Arena arena;
        private final MemorySegment operation;

        Operation(VipsFunctions vips, Arena arena, String name) {
            this.vips = vips;
            this.arena = arena;
            this.operation = vips.newOperation.callPointer(arena.allocateFrom(name));
            if (operation.address() == 0)
                throw new VipsException.MissingOperation(new VipsException.ErrorBuffer(vips).takeException());
        }

        /// Sets an object or a string.
        Operation set(String property, MemorySegment value) {
            vips.setProperty.call(operation, arena.allocateFrom(property), value, MemorySegment.NULL);
            return this;
        }

        /// Sets numbers, flags and enumeration values, as in `Q=50,keep=icc`.
        Operation set(String options) {
            if (options.isEmpty()) return this;
            var code = vips.setFromString.callInt(operation, arena.allocateFrom(options));
            if (code != 0) throw new VipsException.ErrorBuffer(vips).takeException();
            return this;
        }

        Operation build() {
            if (vips.build.callInt(operation) != 0) throw new VipsException.ErrorBuffer(vips).takeException();
            return this;
        }

        /// An object that the operation made. The caller owns the reference.
        MemorySegment outputObject(String property) {
            var value = arena.allocate(ADDRESS);
            vips.property.call(operation, arena.allocateFrom(property), value, MemorySegment.NULL);
            return value.get(ADDRESS, 0);
        }

        /// A number that the operation computed.
        double outputDouble(String property) {
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
}
