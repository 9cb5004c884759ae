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
public final class VipsImage {
    // VipsBandFormat
    static final int UCHAR = 0;

    private final VipsSession session;
    private final VipsFunctions vips;
    private final MemorySegment pointer;

    VipsImage(VipsSession session, MemorySegment picture) {
        this.session = session;
        this.vips = session.vips;
        this.pointer = picture;
    }

    public int width() {
        return vips.width.callInt(pointer);
    }

    public int height() {
        return vips.height.callInt(pointer);
    }

    public boolean hasAlpha() {
        return vips.hasAlpha.callInt(pointer) != 0;
    }

    public ColorSpace colorSpace() {
        return ColorSpace.of(vips.interpretation.callInt(pointer));
    }

    public boolean hasEightBits() {
        return vips.bandFormat.callInt(pointer) == UCHAR;
    }

    /// A number from the header, for example `orientation` or `n-pages`.
    public OptionalInt intField(String field) {
        var name = session.arena.allocateFrom(field);
        if (vips.fieldType.callLong(pointer, name) == 0) return OptionalInt.empty();
        var value = session.arena.allocate(JAVA_INT);
        if (vips.intField.callInt(pointer, name, value) != 0) throw new VipsException.ErrorBuffer(vips).takeException();
        return OptionalInt.of(value.get(JAVA_INT, 0));
    }

    /// Whether the header has this field, whatever its type.
    public boolean hasField(String field) {
        return vips.fieldType.callLong(pointer, session.arena.allocateFrom(field)) != 0;
    }

    /// A copy of bytes from the header, for example of `icc-profile-data`.
    public Optional<byte[]> blobField(String field) {
        if (!hasField(field)) return Optional.empty();
        var data = session.arena.allocate(ADDRESS);
        var size = session.arena.allocate(JAVA_LONG);
        var code = vips.blobField.callInt(pointer, session.arena.allocateFrom(field), data, size);
        if (code != 0) throw new VipsException.ErrorBuffer(vips).takeException();
        return Optional.of(NativeLibrary.bytes(data.get(ADDRESS, 0), size.get(JAVA_LONG, 0)));
    }

    /// Puts a field into the header. Only for a picture that was just made and that nothing else was made of.
    VipsImage withField(String field, MemorySegment bytes) {
        vips.setBlobField.call(pointer, session.arena.allocateFrom(field), bytes, bytes.byteSize());
        return this;
    }

    /// The same picture with other bytes in its header, for example for `icc-profile-data`.
    public VipsImage withField(String field, byte[] bytes) {
        return apply("copy", "").withField(field, session.arena.allocateFrom(JAVA_BYTE, bytes));
    }

    /// The picture that an operation with one picture in and one out makes of this one.
    public VipsImage apply(String operation, String options) {
        return session.run(
                operation,
                call -> session.register(
                        call.set("in", pointer).set(options).build().outputObject("out")));
    }

    /// The smallest sample of the picture's last band: of its alpha, where it has one. Decodes all of it.
    public double lastBandMin() {
        var last = vips.bands.callInt(pointer) - 1;
        var band = apply("extract_band", "band=" + last);
        return session.run("min", call -> call.set("in", band.pointer).build().outputDouble("out"));
    }

    /// Encodes with one of libvips' savers, for example `jpegsave_buffer`: this is where the pixels are made.
    public ImageBytes save(String saver, String options) {
        return session.run(
                saver,
                call -> takeBlob(call.set("in", pointer).set(options).build().outputObject("buffer")));
    }

    private ImageBytes takeBlob(MemorySegment blob) {
        try {
            var size = session.arena.allocate(JAVA_LONG);
            var bytes = vips.blobBytes.callPointer(blob, size);
            return new ImageBytes(NativeLibrary.bytes(bytes, size.get(JAVA_LONG, 0)));
        } finally {
            vips.unrefArea.call(blob);
        }
    }

    /// What the numbers of a picture's pixels mean (`VipsInterpretation`), as far as it matters here.
    public enum ColorSpace {
        GRAY,
        GRAY_16,
        SRGB,
        CMYK,
        OTHER;

        static ColorSpace of(int interpretation) {
            return switch (interpretation) {
                case 1 -> GRAY;
                case 26 -> GRAY_16;
                case 17, 22 -> SRGB;
                case 15 -> CMYK;
                default -> OTHER;
            };
        }
    }

    /// Pixels that somebody else has decoded, 8 bits a sample.
    ///
    /// @param bands 3 for RGB, 4 for RGB and alpha (not premultiplied)
    public record Raster(int width, int height, int bands, Rows rows) {
        public Raster {
            if (width < 1 || height < 1) throw new IllegalArgumentException("no picture is " + width + "x" + height);
            if (bands != 3 && bands != 4) throw new IllegalArgumentException("3 or 4 bands, not " + bands);
        }

        long rowSize() {
            return (long) width * bands;
        }

        /// Hands out rows from the top, so that the pixels need not be held twice.
        @FunctionalInterface
        public interface Rows {
            /// The samples of a row, bands interleaved. The array may be used again for the next row.
            byte[] row(int y);
        }
    }
}
