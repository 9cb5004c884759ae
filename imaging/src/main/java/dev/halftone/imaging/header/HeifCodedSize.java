package dev.halftone.imaging.header;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The image sizes that a HEIF file's coded data declare. The boxes may declare less, but decoders trust the data:
/// two kilobytes of it have held a core for 12 s and allocated two gigabytes.
final class HeifCodedSize {
    /// More units than any encoder writes for one image.
    static final int MAX_UNITS = 10_000;

    private static final int KILOBYTES = 16 << 10;
    private static final long MEGABYTE = 1 << 20;
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    // A derived image has only a few numbers as its data.
    private static final int CANVAS_OFFSET = 4;
    private static final int OVERLAY_CANVAS_OFFSET = 10;

    private final Bytes bytes;
    private final List<IsoBmff.Box> meta;
    private final Map<Long, Long> pixels = new HashMap<>();

    private HeifCodedSize(Bytes bytes, List<IsoBmff.Box> meta) {
        this.bytes = bytes;
        this.meta = meta;
    }

    /// The pixels of the largest image, or of all the tiles of the largest grid.
    static long largestPixels(Bytes bytes) {
        return IsoBmff.metaBox(bytes)
                .map(meta -> new HeifCodedSize(bytes, IsoBmff.fullBoxChildren(bytes, meta)).largestPixels())
                .orElse(0L);
    }

    private long largestPixels() {
        var extents = ItemLocations.parse(bytes, meta).orElse(List.of()).stream()
                .filter(ItemLocations.Extent::isResolved)
                .toList();
        if (hasExcessiveExtents(extents)) return DeclaredSize.TERAPIXEL;
        var types = IsoBmff.find("iinf", meta)
                .map(box -> IsoBmff.itemTypes(bytes, box))
                .orElse(Map.of());
        var configurations = new ItemProperties(bytes, meta).of("hvcC");
        extents.stream()
                .collect(Collectors.groupingBy(ItemLocations.Extent::itemId))
                .forEach((item, itemExtents) -> {
                    var configuration =
                            Optional.ofNullable(configurations.get(item)).map(this::start);
                    var itemPixels =
                            pixels(types.getOrDefault(item, ""), data(itemExtents), configuration.orElse(EMPTY));
                    pixels.put(item, Math.min(itemPixels, DeclaredSize.TERAPIXEL));
                });
        var derived = derivedImages(bytes, meta).stream().mapToLong(this::sum);
        return LongStream.concat(pixels.values().stream().mapToLong(Long::longValue), derived)
                .max()
                .orElse(0);
    }

    // Identical tiles may share their bytes, but only an attack uses every byte many times.
    private boolean hasExcessiveExtents(List<ItemLocations.Extent> extents) {
        return extents.stream().mapToLong(ItemLocations.Extent::length).sum() > MEGABYTE + 8L * bytes.size();
    }

    private static long pixels(String type, Bytes data, Bytes configuration) {
        return switch (type) {
            case "av01" -> Av1Bitstream.pixels(data);
            case "hvc1", "hev1" -> HevcBitstream.pixels(configuration, data);
            case "grid" -> canvasPixels(data, CANVAS_OFFSET);
            case "iovl" -> canvasPixels(data, OVERLAY_CANVAS_OFFSET);
            default -> 0;
        };
    }

    // ISO/IEC 23008-12 clauses 6.6.2.3 and 6.6.2.2: 16 bits, or 32 if the flag says so.
    private static long canvasPixels(Bytes data, int at) {
        var size = (data.u8(1) & 1) == 0 ? 2 : 4;
        return new DeclaredSize(data.bigEndian(at, size), data.bigEndian(at + size, size)).pixels();
    }

    // The start of a box, up to a sensible size: thousands of items may share it.
    private Bytes start(IsoBmff.Box box) {
        return new Bytes(Arrays.copyOfRange(bytes.array(), box.body(), Math.min(box.end(), box.body() + KILOBYTES)));
    }

    // Concatenates the extents.
    private Bytes data(List<ItemLocations.Extent> extents) {
        var data = new ByteArrayOutputStream();
        for (var extent : extents) data.write(bytes.array(), (int) extent.start(), (int) extent.length());
        return new Bytes(data.toByteArray());
    }

    private long sum(List<Long> items) {
        return items.stream().mapToLong(item -> pixels.getOrDefault(item, 0L)).sum();
    }

    // The item reference box `iref` (ISO/IEC 14496-12 clause 8.11.12): for each image composed of others
    // (`dimg`), the ids of those, as often as they are used.
    private static List<List<Long>> derivedImages(Bytes bytes, List<IsoBmff.Box> meta) {
        return IsoBmff.find("iref", meta).stream()
                .flatMap(iref -> IsoBmff.fullBoxChildren(bytes, iref).stream()
                        .filter(reference -> reference.type().equals("dimg"))
                        .map(reference -> targets(bytes, reference, bytes.u8(iref.body()) == 0 ? 2 : 4)))
                .toList();
    }

    // The id of the referring item, the number of targets, and their ids.
    private static List<Long> targets(Bytes bytes, IsoBmff.Box reference, int idSize) {
        var first = reference.body() + idSize + 2;
        var count = Math.min(bytes.u16(reference.body() + idSize), (reference.end() - first) / idSize);
        return LongStream.range(0, Math.max(0, count))
                .map(i -> bytes.bigEndian(first + i * idSize, idSize))
                .boxed()
                .toList();
    }
}
