package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the item location box `iloc` (ISO/IEC 14496-12 clause 8.11.3), in which the sizes of numbers are told by other
/// numbers.
public final class ItemPlaces {
    private static final int MOST = 10_000;

    // How an offset is to be read: from the file's start, or from that of the box `idat`.
    private static final int IN_FILE = 0;
    private static final int IN_IDAT = 1;

    private final Bytes bytes;
    private final IsoBox iloc;
    private final Optional<IsoBox> idat;
    private final int version;
    private final List<ItemPlace> places = new ArrayList<>();
    private long at;

    private ItemPlaces(Bytes bytes, IsoBox iloc, Optional<IsoBox> idat) {
        this.bytes = bytes;
        this.iloc = iloc;
        this.idat = idat;
        this.version = bytes.u8(iloc.body());
        this.at = iloc.body() + 6L;
    }

    /// The places of all items, or empty where they are not told or make no sense.
    ///
    /// @param meta the boxes of the `meta` box
    public static Optional<List<ItemPlace>> of(Bytes bytes, List<IsoBox> meta) {
        var idat = IsoBoxes.first("idat", meta);
        return IsoBoxes.first("iloc", meta).flatMap(iloc -> new ItemPlaces(bytes, iloc, idat).read());
    }

    private Optional<List<ItemPlace>> read() {
        var items = next(version < 2 ? 2 : 4);
        for (var i = 0; i < items && at < iloc.end() && places.size() < MOST; i++) readItem();
        return version <= 2 && at == iloc.end() ? Optional.of(places) : Optional.empty();
    }

    private void readItem() {
        var item = next(version < 2 ? 2 : 4);
        var method = version == 0 ? 0 : next(2) & 0xF;
        var reference = next(2);
        var base = next(sizes(1) >> 4);
        var extents = next(2);
        for (var i = 0; i < extents && at < iloc.end() && places.size() < MOST; i++) {
            if (version > 0) next(sizes(1) & 0xF);
            var start = base + next(sizes(0) >> 4);
            var length = next(sizes(0) & 0xF);
            places.add(
                    method == IN_IDAT && idat.isPresent()
                            ? place(item, reference == 0, idat.get().body() + start, length)
                            : place(item, reference == 0 && method == IN_FILE, start, length));
        }
    }

    private ItemPlace place(long item, boolean isHere, long start, long length) {
        var isInside = start > 0 && length >= 0 && start <= bytes.size() && length <= bytes.size() - start;
        return new ItemPlace(item, isHere && isInside, start, length);
    }

    // Offset and length size stand in the first byte, base offset and index size in the second.
    private int sizes(int which) {
        return bytes.u8(iloc.body() + 4 + which);
    }

    private long next(int size) {
        var number = bytes.number(at, size);
        at += size;
        return number;
    }
}
