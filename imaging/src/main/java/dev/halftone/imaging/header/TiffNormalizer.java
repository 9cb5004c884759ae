package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Gives a TIFF a new first directory, at its end, that libtiff reads without complaint: the tags that the
/// pixels need, and no next page. Tags are added that other readers compute, and values left out that they
/// ignore. libtiff calls some of both errors. Its errors must be fatal, because it leaves damaged strips
/// black.
public final class TiffNormalizer {
    private static final int LONG = 4;
    private static final int LONG8 = 16;

    // Images have fewer. Damaged files must not take memory for more.
    private static final int MAX_OFFSETS = 1 << 20;

    /// Tags about pixels and colors: those of TIFF 6.0, its JPEG supplements, and libtiff's codecs.
    private static final Set<Integer> KEPT = Set.of(
            256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 290, 291, 292, 293, 301, 317, 320, 322, 323,
            324, 325, 326, 327, 328, 332, 334, 336, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519, 520,
            521, 529, 530, 531, 532, 34675, 37439, 50674);

    private final TiffDirectory directory;
    private final SortedMap<Integer, byte[]> entries = new TreeMap<>();
    private final int addedAt;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();

    private TiffNormalizer(TiffDirectory directory) {
        this.directory = directory;
        this.addedAt = directory.bytes().size() + directory.bytes().size() % 2;
    }

    /// The same first page, as the parts of a file. A file without a page is returned unchanged.
    public static List<ByteBuffer> normalize(ImageBytes source) {
        var directory = new TiffDirectory(new Bytes(source.array()));
        return directory.has(TiffDirectory.WIDTH)
                ? new TiffNormalizer(directory).normalized()
                : List.of(ByteBuffer.wrap(source.array()));
    }

    private List<ByteBuffer> normalized() {
        for (var values : directory.entries())
            if (KEPT.contains(values.tag())) entries.putIfAbsent(values.tag(), copy(values));
        putSamples(TiffSamples.of(directory));
        removeIgnored();
        putSizes(TiffDirectory.STRIP_OFFSETS, TiffDirectory.STRIP_SIZES);
        putSizes(TiffDirectory.TILE_OFFSETS, TiffDirectory.TILE_SIZES);
        return parts();
    }

    // libvips cannot hold L*a*b* of 8 bits in memory, so it gets plain samples.
    private void putSamples(TiffSamples samples) {
        put(TiffDirectory.SAMPLES_PER_PIXEL, samples.decoded());
        if (samples.extra() == 0) entries.remove(TiffDirectory.EXTRA_SAMPLES);
        put(TiffDirectory.PHOTOMETRIC, samples.isLab() ? TiffSamples.RGB : samples.photometric());
        if (samples.isLab()) entries.remove(TiffDirectory.SAMPLE_FORMAT);
    }

    private void removeIgnored() {
        var orientation = directory.first(TiffDirectory.ORIENTATION, 1);
        if (orientation < 1 || orientation > 8) entries.remove(TiffDirectory.ORIENTATION);
        if (directory.first(TiffDirectory.ROWS_PER_STRIP, 0) == 0) entries.remove(TiffDirectory.ROWS_PER_STRIP);
    }

    // Where sizes are missing, each strip or tile extends to the next, and the last to the end of the file.
    // Decoders stop when they have all pixels. One at 0 is left out of the file on purpose.
    private void putSizes(int offsetsTag, int sizesTag) {
        var offsets = directory.entry(offsetsTag).filter(directory::areInBounds);
        if (offsets.isEmpty()
                || hasSizes(sizesTag, offsets.get().count())
                || offsets.get().count() > MAX_OFFSETS) return;
        var starts = directory.values(offsets.get()).toArray();
        var ends = new TreeSet<>(List.of((long) directory.bytes().size()));
        for (var start : starts) ends.add(start);
        put(
                sizesTag,
                LongStream.of(starts)
                        .map(start -> size(start, ends.higher(start)))
                        .toArray());
    }

    private boolean hasSizes(int sizesTag, long count) {
        return directory
                .entry(sizesTag)
                .filter(directory::areInBounds)
                .filter(sizes -> sizes.count() >= count)
                .filter(sizes -> directory.values(sizes).noneMatch(size -> size == 0))
                .isPresent();
    }

    private static long size(long start, @Nullable Long end) {
        return start == 0 || end == null ? 0 : end - start;
    }

    private byte[] copy(TiffDirectory.Values values) {
        var start = (int) values.entry();
        return Arrays.copyOfRange(directory.bytes().array(), start, start + entrySize());
    }

    private void put(int tag, long... values) {
        var array = new byte[values.length * fieldSize()];
        var numbers = wrap(array);
        for (var value : values) putNumber(numbers, value);
        var entry = new byte[entrySize()];
        var fields = wrap(entry).putShort((short) tag).putShort((short) (directory.isBig() ? LONG8 : LONG));
        putNumber(fields, values.length);
        putNumber(fields, values.length == 1 ? values[0] : addedAt + added.size());
        if (values.length > 1) added.writeBytes(array);
        entries.put(tag, entry);
    }

    // A header that refers to the new directory, the rest of the source, the values that do not fit into
    // their entries, and the directory, whose next page is 0.
    private List<ByteBuffer> parts() {
        var source = directory.bytes();
        var headerSize = directory.isBig() ? 16 : 8;
        var header = wrap(Arrays.copyOf(source.array(), headerSize));
        var countSize = directory.isBig() ? 8 : 2;
        var written = wrap(new byte[countSize + entries.size() * entrySize() + fieldSize()]);
        if (directory.isBig()) {
            header.putLong(8, addedAt + added.size());
            written.putLong(entries.size());
        } else {
            header.putInt(4, addedAt + added.size());
            written.putShort((short) entries.size());
        }
        entries.values().forEach(written::put);
        return List.of(
                header,
                ByteBuffer.wrap(source.array(), headerSize, source.size() - headerSize),
                ByteBuffer.allocate(addedAt - source.size()),
                ByteBuffer.wrap(added.toByteArray()),
                written.rewind());
    }

    private void putNumber(ByteBuffer out, long value) {
        if (directory.isBig()) out.putLong(value);
        else out.putInt((int) value);
    }

    private ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes)
                .order(directory.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private int entrySize() {
        return 4 + 2 * fieldSize();
    }

    private int fieldSize() {
        return directory.isBig() ? 8 : 4;
    }
}
