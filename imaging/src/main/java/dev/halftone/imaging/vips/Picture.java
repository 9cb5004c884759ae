package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.halftone.imaging.ImageBytes;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;

/// A libvips image: mostly a recipe for pixels that are made when they are asked for. An animation is one tall picture,
/// its frames one below the other.
public final class Picture {
    // VipsBandFormat
    static final int UCHAR = 0;

    private final Workbench bench;
    private final VipsFunctions vips;
    private final MemorySegment picture;

    Picture(Workbench bench, MemorySegment picture) {
        this.bench = bench;
        this.vips = bench.vips;
        this.picture = picture;
    }

    public int width() {
        return vips.width.integer(picture);
    }

    public int height() {
        return vips.height.integer(picture);
    }

    public boolean hasAlpha() {
        return vips.hasAlpha.integer(picture) != 0;
    }

    public ColourSpace colourSpace() {
        return ColourSpace.of(vips.interpretation.integer(picture));
    }

    public boolean hasEightBits() {
        return vips.bandFormat.integer(picture) == UCHAR;
    }

    /// A number from the header, for example `orientation` or `n-pages`.
    public OptionalInt number(String field) {
        var name = bench.arena.allocateFrom(field);
        if (vips.fieldType.number(picture, name) == 0) return OptionalInt.empty();
        var value = bench.arena.allocate(JAVA_INT);
        if (vips.intField.integer(picture, name, value) != 0) throw new VipsErrors(vips).taken();
        return OptionalInt.of(value.get(JAVA_INT, 0));
    }

    /// Whether the header has this field, whatever its type.
    public boolean has(String field) {
        return vips.fieldType.number(picture, bench.arena.allocateFrom(field)) != 0;
    }

    /// A copy of bytes from the header, for example of `icc-profile-data`.
    public Optional<byte[]> bytes(String field) {
        if (!has(field)) return Optional.empty();
        var data = bench.arena.allocate(ADDRESS);
        var size = bench.arena.allocate(JAVA_LONG);
        var code = vips.blobField.integer(picture, bench.arena.allocateFrom(field), data, size);
        if (code != 0) throw new VipsErrors(vips).taken();
        return Optional.of(CMemory.bytes(data.get(ADDRESS, 0), size.get(JAVA_LONG, 0)));
    }

    /// Puts a field into the header. Only for a picture that was just made and that nothing else was made of.
    Picture with(String field, MemorySegment bytes) {
        vips.setBlobField.call(picture, bench.arena.allocateFrom(field), bytes, bytes.byteSize());
        return this;
    }

    /// The same picture with other bytes in its header, for example for `icc-profile-data`.
    public Picture with(String field, byte[] bytes) {
        return apply("copy", "").with(field, bench.arena.allocateFrom(JAVA_BYTE, bytes));
    }

    /// The picture that an operation with one picture in and one out makes of this one.
    public Picture apply(String operation, String options) {
        return bench.run(
                operation,
                call -> bench.keep(
                        call.with("in", picture).with(options).build().made("out")));
    }

    /// The smallest sample of the picture's last band: of its alpha, where it has one. Decodes all of it.
    public double smallestOfLastBand() {
        var last = vips.bands.integer(picture) - 1;
        var band = apply("extract_band", "band=" + last);
        return bench.run("min", call -> call.with("in", band.picture).build().number("out"));
    }

    /// Encodes with one of libvips' savers, for example `jpegsave_buffer`: this is where the pixels are made.
    public ImageBytes save(String saver, String options) {
        return bench.run(
                saver,
                call -> taken(call.with("in", picture).with(options).build().made("buffer")));
    }

    private ImageBytes taken(MemorySegment blob) {
        try {
            var size = bench.arena.allocate(JAVA_LONG);
            var bytes = vips.blobBytes.pointer(blob, size);
            return new ImageBytes(CMemory.bytes(bytes, size.get(JAVA_LONG, 0)));
        } finally {
            vips.unrefArea.call(blob);
        }
    }
}
