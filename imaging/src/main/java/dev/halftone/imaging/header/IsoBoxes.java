package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Walks the boxes of an ISO base media file.
public final class IsoBoxes {
    private static final int MOST = 10_000;

    private IsoBoxes() {}

    /// The boxes between two places, in their order; as far as they are whole.
    public static List<IsoBox> between(Bytes bytes, int start, int end) {
        var boxes = new ArrayList<IsoBox>();
        var box = at(bytes, start, end);
        while (box.isPresent() && boxes.size() < MOST) {
            boxes.add(box.get());
            box = at(bytes, box.get().end(), end);
        }
        return boxes;
    }

    // A sequence of pictures lies in tracks, as a film's do.
    static boolean isMovie(Bytes bytes) {
        return first("moov", between(bytes, 0, bytes.size())).isPresent();
    }

    /// The `meta` box of a HEIF file, which describes its pictures (ISO/IEC 23008-12).
    public static Optional<IsoBox> meta(Bytes bytes) {
        return first("meta", between(bytes, 0, bytes.size()));
    }

    /// The boxes in a full box, behind its version and flags.
    public static List<IsoBox> inFullBox(Bytes bytes, IsoBox box) {
        return between(bytes, box.body() + 4, box.end());
    }

    public static Optional<IsoBox> first(String type, List<IsoBox> boxes) {
        return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
    }

    // Each picture of the file, tiles and thumbnails too, has its extents told by an `ispe` property.
    static long largestPicture(Bytes bytes) {
        return meta(bytes)
                .flatMap(meta -> first("iprp", inFullBox(bytes, meta)))
                .flatMap(properties -> first("ipco", between(bytes, properties.body(), properties.end())))
                .map(properties -> between(bytes, properties.body(), properties.end()))
                .orElse(List.of())
                .stream()
                .filter(property -> property.type().equals("ispe"))
                .map(extents -> new DeclaredSize(bytes.u32(extents.body() + 4), bytes.u32(extents.body() + 8)))
                .mapToLong(DeclaredSize::pixels)
                .max()
                .orElse(0);
    }

    // A size of 1 says that the real one follows in 64 bits, a size of 0 that the box ends with the file.
    private static Optional<IsoBox> at(Bytes bytes, int start, int limit) {
        if (start + 8 > limit) return Optional.empty();
        var size = bytes.u32(start);
        var body = size == 1 ? start + 16 : start + 8;
        var end = size == 0 ? limit : start + (size == 1 ? bytes.number(start + 8, 8) : size);
        if (end < body || end > limit) return Optional.empty();
        return Optional.of(new IsoBox(bytes.text(start + 4, 4), start, body, (int) end));
    }
}
