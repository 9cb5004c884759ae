package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBmff;
import dev.halftone.imaging.header.ItemLocations;
import dev.halftone.imaging.header.ItemLocations.Extent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Removes the metadata of an AVIF: items of the file's `meta` box, with their bytes in its media data (ISO/IEC
/// 14496-12
/// clause 8.11), and boxes that any program may fill. Moving anything would require correcting every offset. So the
/// bytes are overwritten with zeros in place, boxes become `free`, and only what follows the last box is cut off.
///
/// The result is empty if the items are not found for certain, because a GPS position must not slip through. It is
/// also empty if bytes to be removed belong to the image, too, which would be destroyed.
final class AvifStripper {
    private static final Set<String> METADATA_ITEMS = Set.of("Exif", "mime", "uri ");

    /// Free space, of which some programs make notes; extensions, such as XMP; user data, such as a place.
    private static final Set<String> METADATA_BOXES = Set.of("free", "skip", "uuid", "udta");

    private static final Set<String> CONTAINERS =
            Set.of("moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "iprp", "ipco");

    private static final byte[] FREE = "free".getBytes(StandardCharsets.US_ASCII);

    private final Bytes avif;
    private final List<IsoBmff.Box> boxes;
    private final List<IsoBmff.Box> removedBoxes = new ArrayList<>();
    private final List<Extent> metadata = new ArrayList<>();
    private final List<Extent> others = new ArrayList<>();
    private final List<IsoBmff.Box> media = new ArrayList<>();
    private boolean isCertain = true;

    private AvifStripper(Bytes avif) {
        this.avif = avif;
        this.boxes = IsoBmff.parse(avif, 0, avif.size());
    }

    static Optional<byte[]> strip(byte[] avif) {
        return new AvifStripper(new Bytes(avif)).strip();
    }

    private Optional<byte[]> strip() {
        var meta = IsoBmff.find("meta", boxes);
        if (meta.isEmpty()) return Optional.empty();
        boxes.stream().filter(box -> box.type().equals("mdat")).forEach(media::add);
        readItems(meta.get());
        IsoBmff.fullBoxChildren(avif, meta.get()).forEach(this::readBox);
        boxes.stream().filter(box -> !box.type().equals("meta")).forEach(this::readBox);
        return isCertain && metadata.stream().allMatch(this::isRemovable) && !isImageIn(removed())
                ? Optional.of(stripped())
                : Optional.empty();
    }

    private void readItems(IsoBmff.Box meta) {
        var children = IsoBmff.fullBoxChildren(avif, meta);
        var types = IsoBmff.find("iinf", children).map(box -> IsoBmff.itemTypes(avif, box));
        var extents = ItemLocations.parse(avif, children);
        if (types.isEmpty() || extents.isEmpty()) {
            isCertain = false;
            return;
        }
        IsoBmff.find("idat", children).ifPresent(media::add);
        for (var extent : extents.get()) {
            var isMetadata = METADATA_ITEMS.contains(types.get().getOrDefault(extent.itemId(), ""));
            (isMetadata ? metadata : others).add(extent);
        }
    }

    private void readBox(IsoBmff.Box box) {
        if (METADATA_BOXES.contains(box.type())) removedBoxes.add(box);
        // The images of a sequence are not items. So its `meta` boxes, of the movie and its tracks, describe
        // nothing that a decoder needs.
        else if (box.type().equals("meta")) readSequenceMetadata(box);
        else if (CONTAINERS.contains(box.type()))
            IsoBmff.parse(avif, box.body(), box.end()).forEach(this::readBox);
    }

    private void readSequenceMetadata(IsoBmff.Box meta) {
        removedBoxes.add(meta);
        if (IsoBmff.find("iloc", IsoBmff.fullBoxChildren(avif, meta)).isPresent()) readItems(meta);
    }

    private boolean isRemovable(Extent extent) {
        return extent.isResolved()
                && others.stream().noneMatch(extent::overlaps)
                && media.stream().anyMatch(box -> box.body() <= extent.start() && extent.end() <= box.end());
    }

    private boolean isImageIn(List<Extent> removed) {
        return removed.stream().anyMatch(extent -> others.stream().anyMatch(extent::overlaps));
    }

    private List<Extent> removed() {
        return Stream.concat(
                        removedBoxes.stream().map(box -> extent(box.body(), box.end())),
                        Stream.of(extent(end(), avif.size())))
                .filter(extent -> extent.length() > 0)
                .toList();
    }

    private static Extent extent(int start, int end) {
        return new Extent(0, true, start, end - start);
    }

    /// The end of the last box.
    private int end() {
        return boxes.getLast().end();
    }

    private byte[] stripped() {
        var stripped = Arrays.copyOf(avif.array(), end());
        for (var extent : metadata) Arrays.fill(stripped, (int) extent.start(), (int) extent.end(), (byte) 0);
        for (var box : removedBoxes) {
            System.arraycopy(FREE, 0, stripped, box.start() + 4, FREE.length);
            Arrays.fill(stripped, box.body(), box.end(), (byte) 0);
        }
        return stripped;
    }
}
