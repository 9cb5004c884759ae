package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The item properties box `iprp`: which item has which properties (ISO/IEC 14496-12 clause 8.11.14).
public final class ItemProperties {
    private static final int MAX_ASSOCIATIONS = 100_000;

    private final Bytes bytes;
    private final List<IsoBmff.Box> properties;
    private final List<IsoBmff.Box> associations;

    /// Reads the properties of all items.
    ///
    /// @param meta the boxes of the `meta` box
    public ItemProperties(Bytes bytes, List<IsoBmff.Box> meta) {
        this.bytes = bytes;
        var iprp = IsoBmff.find("iprp", meta).map(box -> IsoBmff.parse(bytes, box.body(), box.end()));
        this.properties = iprp.flatMap(boxes -> IsoBmff.find("ipco", boxes))
                .map(ipco -> IsoBmff.parse(bytes, ipco.body(), ipco.end()))
                .orElse(List.of());
        this.associations = iprp.orElse(List.of()).stream()
                .filter(box -> box.type().equals("ipma"))
                .toList();
    }

    /// Each item's last property of a type, by item id.
    Map<Long, IsoBmff.Box> of(String type) {
        var found = new HashMap<Long, IsoBmff.Box>();
        forEach(type, found::put);
        return found;
    }

    /// All properties of one type of an item, in order.
    public List<IsoBmff.Box> of(long item, String type) {
        var found = new ArrayList<IsoBmff.Box>();
        forEach(type, (owner, property) -> {
            if (owner == item) found.add(property);
        });
        return found;
    }

    private void forEach(String type, BiConsumer<Long, IsoBmff.Box> found) {
        for (var ipma : associations) read(ipma, type, found);
    }

    private void read(IsoBmff.Box ipma, String type, BiConsumer<Long, IsoBmff.Box> found) {
        var idSize = bytes.u8(ipma.body()) == 0 ? 2 : 4;
        var isLong = (bytes.u8(ipma.body() + 3) & 1) == 1;
        var at = ipma.body() + 8;
        for (var read = 0; at < ipma.end() && read < MAX_ASSOCIATIONS; read++) {
            var item = bytes.bigEndian(at, idSize);
            var count = bytes.u8(at + idSize);
            at += idSize + 1;
            for (var i = 0; i < count; i++, at += isLong ? 2 : 1) {
                // The first bit marks essential properties.
                var index = isLong ? bytes.u16(at) & 0x7FFF : bytes.u8(at) & 0x7F;
                property(index).filter(box -> box.type().equals(type)).ifPresent(box -> found.accept(item, box));
            }
        }
    }

    // Numbered from one; zero is none.
    private Optional<IsoBmff.Box> property(int index) {
        return index == 0 || index > properties.size() ? Optional.empty() : Optional.of(properties.get(index - 1));
    }
}
