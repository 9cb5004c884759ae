package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the item location box `iloc` (ISO/IEC 14496-12 clause 8.11.3), in which the sizes of numbers are told by other
/// numbers.
final class ItemPlaces {
    private static final int MOST = 10_000;

    private final Bytes bytes;
    private final IsoBox iloc;
    private final int version;
    private final List<ItemPlace> places = new ArrayList<>();
    private long at;

    private ItemPlaces(Bytes bytes, IsoBox iloc) {
        this.bytes = bytes;
        this.iloc = iloc;
        this.version = bytes.u8(iloc.body());
        this.at = iloc.body() + 6L;
    }

    /// The places of all items, or empty where the box does not make sense.
    static Optional<List<ItemPlace>> of(Bytes bytes, IsoBox iloc) {
        return new ItemPlaces(bytes, iloc).read();
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
            places.add(new ItemPlace(item, method == 0 && reference == 0, start, next(sizes(0) & 0xF)));
        }
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
