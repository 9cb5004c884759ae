package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.halftone.imaging.ImageBytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/// Everything native about one image: its source bytes, and the pictures made of them. All of it is released on close,
/// so a [Picture] must not be used after that, nor by any other thread than the one that opened the workbench.
public final class Workbench implements AutoCloseable {
    final VipsFunctions vips;
    final Arena arena = Arena.ofConfined();
    private final Watch watch;
    final MemorySegment source;
    private final Deque<MemorySegment> pictures = new ArrayDeque<>();

    Workbench(VipsFunctions vips, ImageBytes source, Watchdog watchdog, Duration time) {
        this.vips = vips;
        this.source = arena.allocate(source.size());
        MemorySegment.copy(source.array(), 0, this.source, JAVA_BYTE, 0, source.size());
        this.watch = watchdog.watch(time);
    }

    /// Opens the source with one of libvips' loaders, for example `jpegload_buffer`: reads its header, decodes nothing
    /// until pixels are asked for.
    public Picture open(String loader, String options) {
        return run(loader, call -> keep(withSource(call).with(options).build().made("out")));
    }

    /// Opens the source upright and small enough for a box, decoding no more than that takes (libvips'
    /// `thumbnail_buffer`).
    ///
    /// @param loader options of the loader, in brackets, for example `[n=-1]`
    public Picture openWithin(String box, String loader) {
        return run("thumbnail_buffer", call -> {
            call.with("option-string", arena.allocateFrom(loader));
            return keep(withSource(call).with(box).build().made("out"));
        });
    }

    /// A picture of pixels that somebody else has decoded; they are copied.
    public Picture of(Raster raster) {
        watch.check();
        var memory = arena.allocate(raster.rowSize() * raster.height());
        for (var y = 0; y < raster.height(); y++) {
            var row = MemorySegment.ofArray(raster.rows().row(y));
            MemorySegment.copy(row, 0, memory, y * raster.rowSize(), raster.rowSize());
        }
        var picture = vips.imageFromMemory.pointer(
                memory, memory.byteSize(), raster.width(), raster.height(), raster.bands(), Picture.UCHAR);
        if (picture.address() == 0) throw new VipsErrors(vips).taken();
        // Or its four bands would be any four numbers, and none of them alpha.
        return keep(picture).apply("copy", "interpretation=srgb");
    }

    private Operation withSource(Operation operation) {
        var blob = vips.newBlob.pointer(MemorySegment.NULL, source, source.byteSize());
        operation.with("buffer", blob);
        vips.unrefArea.call(blob);
        return operation;
    }

    /// What was stopped says that the time is up, whatever libvips calls it; and so does what could not be stopped.
    <T> T run(String operation, Function<Operation, T> work) {
        watch.check();
        try (var call = new Operation(vips, arena, operation)) {
            var result = work.apply(call);
            watch.check();
            return result;
        } catch (VipsError error) {
            watch.check();
            throw error;
        }
    }

    Picture keep(MemorySegment picture) {
        pictures.push(picture);
        watch.over(picture);
        return new Picture(this, picture);
    }

    @Override
    public void close() {
        watch.close();
        pictures.forEach(vips.unref::call);
        arena.close();
    }
}
