package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBox;
import dev.halftone.imaging.header.IsoBoxes;
import dev.halftone.imaging.header.ItemKinds;
import dev.halftone.imaging.header.ItemPlace;
import dev.halftone.imaging.header.ItemPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// EXIF and XMP are items of the file's `meta` box whose bytes lie in its media data (ISO/IEC 14496-12 clause 8.11).
/// Moving anything would mean to correct every offset, so their bytes are overwritten with zeros where they lie. Where
/// the items are not plainly found the answer is empty, for a GPS position must not slip through; and so it is where
/// their bytes are something else's too, which would be lost.
record AvifMetadata(Bytes avif, List<IsoBox> meta) {
    private static final Set<String> METADATA = Set.of("Exif", "mime", "uri ");

    static Optional<byte[]> without(byte[] avif) {
        var bytes = new Bytes(avif);
        return IsoBoxes.meta(bytes).flatMap(meta -> new AvifMetadata(bytes, IsoBoxes.inFullBox(bytes, meta)).blanked());
    }

    private Optional<byte[]> blanked() {
        var kinds = IsoBoxes.first("iinf", meta).map(box -> ItemKinds.of(avif, box));
        var places = ItemPlaces.of(avif, meta);
        if (kinds.isEmpty() || places.isEmpty()) return Optional.empty();
        Predicate<ItemPlace> isMetadata = place -> METADATA.contains(kinds.get().getOrDefault(place.item(), ""));
        var metadata = places.get().stream().filter(isMetadata).toList();
        var others = places.get().stream().filter(isMetadata.negate()).toList();
        var areTheirOwn = metadata.stream().allMatch(place -> isItsOwn(place, others));
        return areTheirOwn ? Optional.of(without(metadata)) : Optional.empty();
    }

    private boolean isItsOwn(ItemPlace place, List<ItemPlace> others) {
        return place.isFound() && isMediaData(place) && others.stream().noneMatch(place::overlaps);
    }

    private boolean isMediaData(ItemPlace place) {
        return Stream.concat(IsoBoxes.between(avif, 0, avif.size()).stream(), meta.stream())
                .filter(box -> box.type().equals("mdat") || box.type().equals("idat"))
                .anyMatch(box -> box.body() <= place.start() && place.end() <= box.end());
    }

    private byte[] without(List<ItemPlace> metadata) {
        var blank = avif.array().clone();
        for (var place : metadata) Arrays.fill(blank, (int) place.start(), (int) place.end(), (byte) 0);
        return blank;
    }
}
