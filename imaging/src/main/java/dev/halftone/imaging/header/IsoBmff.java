package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Parses the boxes of an ISO base media file.
public final class IsoBmff {
    private static final int MAX_BOXES = 10_000;

    private IsoBmff() {}

    /// The boxes between two offsets, in order, up to the first incomplete one.
    public static List<Box> parse(Bytes bytes, int start, int end) {
        var boxes = new ArrayList<Box>();
        var box = at(bytes, start, end);
        while (box.isPresent() && boxes.size() < MAX_BOXES) {
            boxes.add(box.get());
            box = at(bytes, box.get().end(), end);
        }
        return boxes;
    }

    // An image sequence is stored in tracks, like a video.
    static boolean hasMovieBox(Bytes bytes) {
        return find("moov", parse(bytes, 0, bytes.size())).isPresent();
    }

    /// The `meta` box of a HEIF file, which describes its images (ISO/IEC 23008-12).
    public static Optional<Box> metaBox(Bytes bytes) {
        return find("meta", parse(bytes, 0, bytes.size()));
    }

    /// The boxes in a full box, after its version and flags.
    public static List<Box> fullBoxChildren(Bytes bytes, Box box) {
        return parse(bytes, box.body() + 4, box.end());
    }

    public static Optional<Box> find(String type, List<Box> boxes) {
        return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
    }

    static long largestDeclaredPixels(Bytes bytes) {
        return DeclaredSize.ofHeif(bytes).mapToLong(DeclaredSize::pixels).max().orElse(0);
    }

    /// Reads the item information box `iinf` (ISO/IEC 14496-12 clause 8.11.6): the type of each item, in four
    /// letters, by its id.
    public static Map<Long, String> itemTypes(Bytes bytes, Box iinf) {
        var count = bytes.u8(iinf.body()) == 0 ? 2 : 4;
        return parse(bytes, iinf.body() + 4 + count, iinf.end()).stream()
                .collect(Collectors.toMap(
                        entry -> bytes.bigEndian(entry.body() + 4, idSize(bytes, entry)),
                        entry -> bytes.text(typeOffset(bytes, entry), 4),
                        (first, _) -> first));
    }

    // After version and flags come the id, a protection index of two bytes, and the type.
    private static int typeOffset(Bytes bytes, Box entry) {
        return entry.body() + 4 + idSize(bytes, entry) + 2;
    }

    private static int idSize(Bytes bytes, Box entry) {
        return bytes.u8(entry.body()) == 3 ? 4 : 2;
    }

    // A size of 1 means that a 64-bit size follows, a size of 0 that the box ends with the file.
    private static Optional<Box> at(Bytes bytes, int start, int limit) {
        if (start + 8 > limit) return Optional.empty();
        var size = bytes.u32(start);
        var body = size == 1 ? start + 16 : start + 8;
        var end = size == 0 ? limit : start + (size == 1 ? bytes.bigEndian(start + 8, 8) : size);
        if (end < body || end > limit) return Optional.empty();
        return Optional.of(new Box(bytes.text(start + 4, 4), start, body, (int) end));
    }

    /// A box of an ISO base media file (ISO/IEC 14496-12 clause 4.2).
    ///
    /// @param type four letters
    /// @param start the offset of its size field
    /// @param body the offset of its content
    /// @param end the offset after the box
    public record Box(String type, int start, int body, int end) {}
}
