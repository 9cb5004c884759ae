package dev.halftone.imaging.header;

import java.util.Map;
import java.util.stream.Collectors;

/// The item information box `iinf`: what each item is (ISO/IEC 14496-12 clause 8.11.6).
public final class ItemKinds {
    private ItemKinds() {}

    /// The kind of each item, in four letters, by its id.
    public static Map<Long, String> of(Bytes bytes, IsoBox iinf) {
        var count = bytes.u8(iinf.body()) == 0 ? 2 : 4;
        return IsoBoxes.between(bytes, iinf.body() + 4 + count, iinf.end()).stream()
                .collect(Collectors.toMap(
                        entry -> bytes.number(entry.body() + 4, idSize(bytes, entry)),
                        entry -> bytes.text(kindAt(bytes, entry), 4),
                        (first, _) -> first));
    }

    // Behind version and flags stand the id, a protection index of two bytes, and the kind.
    private static int kindAt(Bytes bytes, IsoBox entry) {
        return entry.body() + 4 + idSize(bytes, entry) + 2;
    }

    private static int idSize(Bytes bytes, IsoBox entry) {
        return bytes.u8(entry.body()) == 3 ? 4 : 2;
    }
}
