package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the item location box `iloc` (ISO/IEC 14496-12 clause 8.11.3), in which the sizes of numbers are told by other
/// numbers.
public final class ItemLocations {
    private static final int MAX_EXTENTS = 10_000;

    // How an offset is to be read: from the file's start, or from that of the box `idat`.
    private static final int IN_FILE = 0;
    private static final int IN_IDAT = 1;

    private final Bytes bytes;
    private final IsoBmff.Box iloc;
    private final Optional<IsoBmff.Box> idat;
    private final int version;
    private final List<Extent> locations = new ArrayList<>();
    private long at;

    private ItemLocations(Bytes bytes, IsoBmff.Box iloc, Optional<IsoBmff.Box> idat) {
        this.bytes = bytes;
        this.iloc = iloc;
        this.idat = idat;
        this.version = bytes.u8(iloc.body());
        this.at = iloc.body() + 6L;
    }

    /// The places of all items, or empty where they are not told or make no sense.
    ///
    /// @param meta the boxes of the `meta` box
    public static Optional<List<Extent>> parse(Bytes bytes, List<IsoBmff.Box> meta) {
        var idat = IsoBmff.find("idat", meta);
        return IsoBmff.find("iloc", meta).flatMap(iloc -> new ItemLocations(bytes, iloc, idat).read());
    }

    private Optional<List<Extent>> read() {
        var items = next(version < 2 ? 2 : 4);
        for (var i = 0; i < items && at < iloc.end() && locations.size() < MAX_EXTENTS; i++) readItem();
        return version <= 2 && at == iloc.end() ? Optional.of(locations) : Optional.empty();
    }

    private void readItem() {
        var item = next(version < 2 ? 2 : 4);
        var method = version == 0 ? 0 : next(2) & 0xF;
        var reference = next(2);
        var base = next(sizes(1) >> 4);
        var extents = next(2);
        for (var i = 0; i < extents && at < iloc.end() && locations.size() < MAX_EXTENTS; i++) {
            if (version > 0) next(sizes(1) & 0xF);
            var start = base + next(sizes(0) >> 4);
            var length = next(sizes(0) & 0xF);
            locations.add(
                    method == IN_IDAT && idat.isPresent()
                            ? extent(item, reference == 0, idat.get().body() + start, length)
                            : extent(item, reference == 0 && method == IN_FILE, start, length));
        }
    }

    private Extent extent(long item, boolean isHere, long start, long length) {
        var isInside = start > 0 && length >= 0 && start <= bytes.size() && length <= bytes.size() - start;
        return new Extent(item, isHere && isInside, start, length);
    }

    // Offset and length size stand in the first byte, base offset and index size in the second.
    private int sizes(int which) {
        return bytes.u8(iloc.body() + 4 + which);
    }

    private long next(int size) {
        var number = bytes.bigEndian(at, size);
        at += size;
        return number;
    }

    /// Where a part of an item lies in its file.
    ///
    /// @param isResolved whether it is plainly there: not in another item, nor in another file, nor beyond the
    /// end
    public record Extent(long itemId, boolean isResolved, long start, long length) {
        public long end() {
            return start + length;
        }

        public boolean overlaps(Extent other) {
            return start < other.end() && other.start < end();
        }
    }
}
