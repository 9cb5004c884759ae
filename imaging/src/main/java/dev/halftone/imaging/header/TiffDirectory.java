package dev.halftone.imaging.header;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The first directory of a TIFF (TIFF 6.0 section 2, or BigTIFF), read to check that the file contains what it
/// refers to. libtiff leaves a strip or tile black if its offset is beyond the end, or its coded data is cut.
final class TiffDirectory {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int NOT_COMPRESSED = 1;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int STRIP_SIZES = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_SIZES = 325;

    /// The values of an entry: their offset, and the number of bytes of each.
    private record Values(int tag, long at, long count, int size) {}

    private final Bytes bytes;
    private final boolean isLittle;
    private final boolean isBig;
    private final List<Values> entries;

    private TiffDirectory(Bytes bytes) {
        this.bytes = bytes;
        this.isLittle = bytes.matches("II", 0);
        this.isBig = number(2, 2) == 43;
        this.entries = entries(isBig ? number(8, 8) : number(4, 4));
    }

    static boolean isComplete(Bytes bytes) {
        var directory = new TiffDirectory(bytes);
        return directory.areComplete(STRIP_OFFSETS, STRIP_SIZES) && directory.areComplete(TILE_OFFSETS, TILE_SIZES);
    }

    /// The pixels of the first page. Sizes and depth are in its directory (TIFF 6.0 section 8).
    static DeclaredPixels pixels(Bytes bytes) {
        var directory = new TiffDirectory(bytes);
        var pixels = new ImageHeader.DeclaredSize(directory.first(WIDTH, 0), directory.first(HEIGHT, 0)).pixels();
        var bits = directory.first(BITS_PER_SAMPLE, 8) * directory.first(SAMPLES_PER_PIXEL, 1);
        return new DeclaredPixels(pixels, 1, Math.clamp(Math.ceilDiv(bits, 8L), 1, 64), false);
    }

    private long first(int tag, long otherwise) {
        return entry(tag).map(values -> value(values, 0)).orElse(otherwise);
    }

    private List<Values> entries(long directory) {
        var count = (int) Math.min(isBig ? number(directory, 8) : number(directory, 2), 0xFFFF);
        return IntStream.range(0, count)
                .mapToObj(i -> values(directory + (isBig ? 8 + 20L * i : 2 + 12L * i)))
                .toList();
    }

    // Values that fit into the entry are stored in it, others at the offset it gives. Types: 3 is SHORT, 16 is
    // LONG8.
    private Values values(long entry) {
        var size = switch ((int) number(entry + 2, 2)) {
            case 3 -> 2;
            case 16 -> 8;
            default -> 4;
        };
        var fieldSize = isBig ? 8 : 4;
        var count = number(entry + 4, fieldSize);
        var at = entry + 4 + fieldSize;
        return new Values((int) number(entry, 2), count > fieldSize / size ? number(at, fieldSize) : at, count, size);
    }

    private boolean areComplete(int offsetsTag, int sizesTag) {
        var offsets = entry(offsetsTag);
        var sizes = entry(sizesTag);
        if (offsets.isEmpty() || sizes.isEmpty()) return offsets.isEmpty() && sizes.isEmpty();
        return areValuesInBounds(offsets.get())
                && areValuesInBounds(sizes.get())
                && areDataInBounds(offsets.get(), sizes.get());
    }

    // Uncompressed strips may declare too large a size. Reading them shows whether there is enough data.
    private boolean areDataInBounds(Values offsets, Values sizes) {
        var isPlain = entry(COMPRESSION).map(value -> value(value, 0)).orElse(1L) == NOT_COMPRESSED;
        return LongStream.range(0, Math.min(offsets.count, sizes.count))
                .allMatch(i -> isInBounds(value(offsets, i), isPlain ? 0 : value(sizes, i)));
    }

    private boolean areValuesInBounds(Values values) {
        return values.count <= bytes.size() && isInBounds(values.at, values.count * values.size);
    }

    private boolean isInBounds(long start, long size) {
        return start >= 0 && size >= 0 && start <= bytes.size() && size <= bytes.size() - start;
    }

    private Optional<Values> entry(int tag) {
        return entries.stream().filter(values -> values.tag == tag).findFirst();
    }

    private long value(Values values, long index) {
        return number(values.at + index * values.size, values.size);
    }

    private long number(long at, int size) {
        return isLittle ? bytes.littleEndian(at, size) : bytes.bigEndian(at, size);
    }
}
