package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBox;
import dev.halftone.imaging.header.IsoBoxes;
import java.util.Set;
import java.util.stream.Collectors;

/// The item information box `iinf`: what each item is (ISO/IEC 14496-12 clause 8.11.6).
final class ItemKinds {
    private static final Set<String> METADATA = Set.of("Exif", "mime", "uri ");

    private ItemKinds() {}

    /// The ids of the items that are metadata.
    static Set<Long> metadata(Bytes bytes, IsoBox iinf) {
        var count = bytes.u8(iinf.body()) == 0 ? 2 : 4;
        return IsoBoxes.between(bytes, iinf.body() + 4 + count, iinf.end()).stream()
                .filter(entry -> METADATA.contains(bytes.text(kindAt(bytes, entry), 4)))
                .map(entry -> bytes.number(entry.body() + 4, idSize(bytes, entry)))
                .collect(Collectors.toSet());
    }

    // Behind version and flags stand the id, a protection index of two bytes, and the kind.
    private static int kindAt(Bytes bytes, IsoBox entry) {
        return entry.body() + 4 + idSize(bytes, entry) + 2;
    }

    private static int idSize(Bytes bytes, IsoBox entry) {
        return bytes.u8(entry.body()) == 3 ? 4 : 2;
    }
}
