package dev.halftone.imaging.header;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What the coded data of a HEIF file's pictures say of their size. Its boxes may say less, but it is the data that
/// decoders believe: two kilobytes of it have held a core for 12 s and made room for two gigabytes.
final class CodedPictures {
    /// Of which a coded picture has more than any encoder writes.
    static final int MOST_UNITS = 10_000;

    private static final int KILOBYTES = 16 << 10;
    private static final long MEGABYTE = 1 << 20;
    private static final Bytes NOTHING = new Bytes(new byte[0]);

    // A picture that is put together of others has a few numbers for data.
    private static final int CANVAS_BEHIND = 4;
    private static final int CANVAS_OF_OVERLAY_BEHIND = 10;

    private final Bytes bytes;
    private final List<IsoBox> meta;
    private final Map<Long, Long> pixels = new HashMap<>();

    private CodedPictures(Bytes bytes, List<IsoBox> meta) {
        this.bytes = bytes;
        this.meta = meta;
    }

    /// The pixels of the largest picture, or of all the tiles that one is put together of.
    static long largest(Bytes bytes) {
        return IsoBoxes.meta(bytes)
                .map(meta -> new CodedPictures(bytes, IsoBoxes.inFullBox(bytes, meta)).largest())
                .orElse(0L);
    }

    private long largest() {
        var places = ItemPlaces.of(bytes, meta).orElse(List.of()).stream()
                .filter(ItemPlace::isFound)
                .toList();
        if (isFarTooMuch(places)) return DeclaredSize.TERAPIXEL;
        var kinds = IsoBoxes.first("iinf", meta)
                .map(box -> ItemKinds.of(bytes, box))
                .orElse(Map.of());
        var configurations = new ItemProperties(bytes, meta).of("hvcC");
        places.stream().collect(Collectors.groupingBy(ItemPlace::item)).forEach((item, parts) -> {
            var configuration = Optional.ofNullable(configurations.get(item)).map(this::start);
            var made = pixels(kinds.getOrDefault(item, ""), data(parts), configuration.orElse(NOTHING));
            pixels.put(item, Math.min(made, DeclaredSize.TERAPIXEL));
        });
        var assembled = ItemReferences.derived(bytes, meta).stream().mapToLong(this::sum);
        return LongStream.concat(pixels.values().stream().mapToLong(Long::longValue), assembled)
                .max()
                .orElse(0);
    }

    // Equal tiles may share their bytes, but only malice makes of every byte many.
    private boolean isFarTooMuch(List<ItemPlace> places) {
        return places.stream().mapToLong(ItemPlace::length).sum() > MEGABYTE + 8L * bytes.size();
    }

    private static long pixels(String kind, Bytes data, Bytes configuration) {
        return switch (kind) {
            case "av01" -> Av1Data.pixels(data);
            case "hvc1", "hev1" -> HevcData.pixels(configuration, data);
            case "grid" -> canvas(data, CANVAS_BEHIND);
            case "iovl" -> canvas(data, CANVAS_OF_OVERLAY_BEHIND);
            default -> 0;
        };
    }

    // ISO/IEC 23008-12 clauses 6.6.2.3 and 6.6.2.2: of 16 bits, or of 32 where the flag says so.
    private static long canvas(Bytes data, int at) {
        var size = (data.u8(1) & 1) == 0 ? 2 : 4;
        return new DeclaredSize(data.number(at, size), data.number(at + size, size)).pixels();
    }

    // Of a box, as far as it makes sense for one to go: thousands of items may share it.
    private Bytes start(IsoBox box) {
        return new Bytes(Arrays.copyOfRange(bytes.array(), box.body(), Math.min(box.end(), box.body() + KILOBYTES)));
    }

    // One extent behind the other.
    private Bytes data(List<ItemPlace> places) {
        var data = new ByteArrayOutputStream();
        for (var place : places) data.write(bytes.array(), (int) place.start(), (int) place.length());
        return new Bytes(data.toByteArray());
    }

    private long sum(List<Long> items) {
        return items.stream().mapToLong(item -> pixels.getOrDefault(item, 0L)).sum();
    }
}
