package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBox;
import dev.halftone.imaging.header.IsoBoxes;
import dev.halftone.imaging.header.ItemKinds;
import dev.halftone.imaging.header.ItemPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// EXIF and XMP are items of the file's `meta` box whose bytes lie anywhere in it (ISO/IEC 14496-12 clause 8.11).
/// Moving anything would mean to correct every offset, so their bytes are overwritten with zeros where they lie. Where
/// the items are not plainly found the answer is empty, for a GPS position must not slip through.
final class AvifMetadata {
    private static final Set<String> METADATA = Set.of("Exif", "mime", "uri ");

    private AvifMetadata() {}

    static Optional<byte[]> without(byte[] avif) {
        var bytes = new Bytes(avif);
        return IsoBoxes.meta(bytes).flatMap(meta -> without(bytes, IsoBoxes.inFullBox(bytes, meta)));
    }

    private static Optional<byte[]> without(Bytes bytes, List<IsoBox> meta) {
        var kinds = IsoBoxes.first("iinf", meta).map(box -> ItemKinds.of(bytes, box));
        var places = ItemPlaces.of(bytes, meta);
        if (kinds.isEmpty() || places.isEmpty()) return Optional.empty();
        var blank = bytes.array().clone();
        for (var place : places.get()) {
            if (!METADATA.contains(kinds.get().getOrDefault(place.item(), ""))) continue;
            if (!place.isFound()) return Optional.empty();
            Arrays.fill(blank, (int) place.start(), (int) place.end(), (byte) 0);
        }
        return Optional.of(blank);
    }
}
