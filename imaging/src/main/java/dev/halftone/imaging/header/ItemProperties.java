package dev.halftone.imaging.header;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The item properties box `iprp`: which item has which properties (ISO/IEC 14496-12 clause 8.11.14).
final class ItemProperties {
    private static final int MOST = 100_000;

    private final Bytes bytes;
    private final List<IsoBox> properties;
    private final List<IsoBox> associations;

    /// @param meta the boxes of the `meta` box
    ItemProperties(Bytes bytes, List<IsoBox> meta) {
        this.bytes = bytes;
        var iprp = IsoBoxes.first("iprp", meta).map(box -> IsoBoxes.between(bytes, box.body(), box.end()));
        this.properties = iprp.flatMap(boxes -> IsoBoxes.first("ipco", boxes))
                .map(ipco -> IsoBoxes.between(bytes, ipco.body(), ipco.end()))
                .orElse(List.of());
        this.associations = iprp.orElse(List.of()).stream()
                .filter(box -> box.type().equals("ipma"))
                .toList();
    }

    /// The body of each item's last property of a type, by the item's id.
    Map<Long, Bytes> of(String type) {
        var found = new HashMap<Long, Bytes>();
        for (var ipma : associations) read(ipma, type, found);
        return found;
    }

    private void read(IsoBox ipma, String type, Map<Long, Bytes> found) {
        var idSize = bytes.u8(ipma.body()) == 0 ? 2 : 4;
        var isLong = (bytes.u8(ipma.body() + 3) & 1) == 1;
        var at = ipma.body() + 8;
        for (var read = 0; at < ipma.end() && read < MOST; read++) {
            var item = bytes.number(at, idSize);
            var count = bytes.u8(at + idSize);
            at += idSize + 1;
            for (var i = 0; i < count; i++, at += isLong ? 2 : 1) {
                // The first bit says whether it is essential.
                var index = isLong ? bytes.u16(at) & 0x7FFF : bytes.u8(at) & 0x7F;
                if (index > 0
                        && index <= properties.size()
                        && properties.get(index - 1).type().equals(type))
                    found.put(item, body(properties.get(index - 1)));
            }
        }
    }

    private Bytes body(IsoBox property) {
        return new Bytes(Arrays.copyOfRange(bytes.array(), property.body(), property.end()));
    }
}
