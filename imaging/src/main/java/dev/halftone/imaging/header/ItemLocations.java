package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the item location box `iloc` (ISO/IEC 14496-12 clause 8.11.3), which declares the sizes of its own number
/// fields.
public final class ItemLocations {
    private static final int MAX_EXTENTS = 10_000;

    // The base of an offset: the file's start, or the start of the box `idat`.
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

    /// The extents of all items. Empty if they are missing or invalid.
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

    private Extent extent(long item, boolean isInThisFile, long start, long length) {
        var isInside = start > 0 && length >= 0 && start <= bytes.size() && length <= bytes.size() - start;
        return new Extent(item, isInThisFile && isInside, start, length);
    }

    // The first byte has the offset and length sizes, the second the base offset and index sizes.
    private int sizes(int which) {
        return bytes.u8(iloc.body() + 4 + which);
    }

    private long next(int size) {
        var number = bytes.bigEndian(at, size);
        at += size;
        return number;
    }

    /// A part of an item in its file.
    ///
    /// @param isResolved whether its bytes are found: not in another item, in another file, or beyond the end
    public record Extent(long itemId, boolean isResolved, long start, long length) {
        public long end() {
            return start + length;
        }

        public boolean overlaps(Extent other) {
            return start < other.end() && other.start < end();
        }
    }
}
