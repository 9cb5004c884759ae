package dev.halftone.imaging.header;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The first directory of a TIFF (TIFF 6.0 section 2, or BigTIFF): that of the first page.
final class TiffDirectory {
    static final int SUBFILE_TYPE = 254;
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_SIZES = 279;
    static final int PLANAR_CONFIGURATION = 284;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_SIZES = 325;
    static final int SUB_DIRECTORIES = 330;
    static final int INK_SET = 332;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int CHROMA_SUBSAMPLING = 530;

    private static final int MANY = 64;

    /// The values of an entry: their offset, and the number of bytes of each.
    ///
    /// @param entry the offset of the entry itself
    record Values(int tag, long entry, long at, long count, int size) {}

    private final Bytes bytes;
    private final boolean isLittle;
    private final boolean isBig;
    private final List<Values> entries;

    TiffDirectory(Bytes bytes) {
        this.bytes = bytes;
        this.isLittle = bytes.matches("II", 0);
        this.isBig = number(2, 2) == 43;
        this.entries = entries(isBig ? number(8, 8) : number(4, 4));
    }

    private List<Values> entries(long directory) {
        var count = (int) Math.min(isBig ? number(directory, 8) : number(directory, 2), 0xFFFF);
        return IntStream.range(0, count)
                .mapToObj(i -> values(directory + (isBig ? 8 + 20L * i : 2 + 12L * i)))
                .toList();
    }

    // Values that fit into the entry are stored in it, others at the offset it gives.
    private Values values(long entry) {
        var size = size((int) number(entry + 2, 2));
        var fieldSize = isBig ? 8 : 4;
        var count = number(entry + 4, fieldSize);
        var at = entry + 4 + fieldSize;
        var isInline = count <= fieldSize / size;
        return new Values((int) number(entry, 2), entry, isInline ? at : number(at, fieldSize), count, size);
    }

    // Any integer type may stand for another, as in libtiff. LONG8 and its kind are BigTIFF's.
    private static int size(int type) {
        return switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 5, 10, 12, 16, 17, 18 -> 8;
            default -> 4;
        };
    }

    Bytes bytes() {
        return bytes;
    }

    boolean isLittleEndian() {
        return isLittle;
    }

    /// Whether it is BigTIFF's, with offsets of 8 bytes.
    boolean isBig() {
        return isBig;
    }

    List<Values> entries() {
        return entries;
    }

    /// The declared pixels.
    long pixels() {
        return new DeclaredSize(first(WIDTH, 0), first(HEIGHT, 0)).pixels();
    }

    Optional<Values> entry(int tag) {
        return entries.stream().filter(values -> values.tag == tag).findFirst();
    }

    boolean has(int tag) {
        return entry(tag).isPresent();
    }

    /// The first value of an entry.
    long first(int tag, long otherwise) {
        return entry(tag)
                .filter(values -> values.count > 0)
                .map(values -> value(values, 0))
                .orElse(otherwise);
    }

    /// The values of an entry that has few.
    List<Integer> few(int tag) {
        return entry(tag).stream()
                .flatMapToLong(this::values)
                .limit(MANY)
                .mapToObj(value -> (int) value)
                .toList();
    }

    LongStream values(Values values) {
        return LongStream.range(0, values.count).map(i -> value(values, i));
    }

    long value(Values values, long index) {
        return number(values.at + index * values.size, values.size);
    }

    boolean isInBounds(long start, long size) {
        return start >= 0 && size >= 0 && start <= bytes.size() && size <= bytes.size() - start;
    }

    boolean areInBounds(Values values) {
        return values.count <= bytes.size() && isInBounds(values.at, values.count * values.size);
    }

    private long number(long at, int size) {
        return isLittle ? bytes.littleEndian(at, size) : bytes.bigEndian(at, size);
    }
}
