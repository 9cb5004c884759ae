package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.halftone.imaging.ImageBytes;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;

/// A libvips image: mostly a recipe for pixels that are computed on demand. An animation is one tall image, its
/// frames stacked vertically.
public final class VipsImage {
    // VipsBandFormat
    static final int UCHAR = 0;

    private final VipsSession session;
    private final VipsFunctions vips;
    private final MemorySegment pointer;

    VipsImage(VipsSession session, MemorySegment pointer) {
        this.session = session;
        this.vips = session.vips;
        this.pointer = pointer;
    }

    public int width() {
        return vips.width.callInt(pointer);
    }

    public int height() {
        return vips.height.callInt(pointer);
    }

    /// The number of samples of a pixel, as decoded.
    public int bands() {
        return vips.bands.callInt(pointer);
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

    /// Whether the header has this field, of any type.
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

    /// Sets a header field. Only for an image that was just created and is not yet the input of another.
    VipsImage withField(String field, MemorySegment bytes) {
        vips.setBlobField.call(pointer, session.arena.allocateFrom(field), bytes, bytes.byteSize());
        return this;
    }

    /// A copy of this image with other bytes in its header, for example for `icc-profile-data`.
    public VipsImage withField(String field, byte[] bytes) {
        return apply("copy", "").withField(field, session.arena.allocateFrom(JAVA_BYTE, bytes));
    }

    /// A copy of this image without one of its header fields.
    public VipsImage withoutField(String field) {
        var copy = apply("copy", "");
        vips.removeField.call(copy.pointer, session.arena.allocateFrom(field));
        return copy;
    }

    /// A copy of this image with another number in its header, for example for `orientation`.
    public VipsImage withField(String field, int number) {
        var copy = apply("copy", "");
        vips.setIntField.call(copy.pointer, session.arena.allocateFrom(field), number);
        return copy;
    }

    /// The same image with its pixels computed and in memory, where they can be read in any order.
    public VipsImage inMemory() {
        return session.copyToMemory(pointer);
    }

    /// Runs an operation with one input image and one output image on this one.
    public VipsImage apply(String operation, String options) {
        return session.run(
                operation,
                call -> session.register(
                        call.set("in", pointer).set(options).build().outputObject("out")));
    }

    /// This image where the other, of one band, has all bits set; zero in all bands where it has none.
    public VipsImage and(VipsImage mask) {
        return session.run(
                "boolean",
                call -> session.register(call.set("left", pointer)
                        .set("right", mask.pointer)
                        .set("boolean=and")
                        .build()
                        .outputObject("out")));
    }

    /// The smallest sample of the last band: of alpha, if the image has it. Decodes the whole image.
    public double lastBandMin() {
        return ofLastBand("min");
    }

    /// The largest sample of the last band. Decodes the whole image.
    public double lastBandMax() {
        return ofLastBand("max");
    }

    private double ofLastBand(String statistic) {
        var band = extractBands(bands() - 1, 1);
        return session.run(
                statistic, call -> call.set("in", band.pointer).build().outputDouble("out"));
    }

    /// Some of the bands, in their order.
    public VipsImage extractBands(int first, int count) {
        return apply("extract_band", "band=" + first + ",n=" + count);
    }

    /// This image's bands, then those of another of the same size and depth.
    public VipsImage joinBands(VipsImage other) {
        return session.run("bandjoin", call -> {
            var pointers = session.arena.allocate(ADDRESS, 2);
            pointers.setAtIndex(ADDRESS, 0, pointer);
            pointers.setAtIndex(ADDRESS, 1, other.pointer);
            var inputs = vips.newImageArray.callPointer(pointers, 2);
            call.set("in", inputs);
            vips.unrefArea.call(inputs);
            return session.register(call.build().outputObject("out"));
        });
    }

    /// Encodes with one of libvips' savers, for example `jpegsave_buffer`. This is when the pixels are
    /// computed.
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

    /// What the numbers of an image's pixels mean (`VipsInterpretation`), as far as it matters here.
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

    /// Pixels that another library has decoded, 8 bits a sample.
    ///
    /// @param bands 3 for RGB, 4 for RGB and alpha (not premultiplied)
    public record Raster(int width, int height, int bands, Rows rows) {
        public Raster {
            if (width < 1 || height < 1)
                throw new IllegalArgumentException("an image cannot be " + width + "x" + height + " pixels");
            if (bands != 3 && bands != 4) throw new IllegalArgumentException("bands must be 3 or 4, not " + bands);
        }

        long rowSize() {
            return (long) width * bands;
        }

        /// Supplies rows from the top, so that the pixels need not be held twice.
        @FunctionalInterface
        public interface Rows {
            /// The samples of a row, bands interleaved. The array may be reused for the next row.
            byte[] row(int y);
        }
    }
}
