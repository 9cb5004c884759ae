package dev.halftone.imaging.header;

import java.util.List;
import java.util.stream.LongStream;

/// The item reference box `iref` (ISO/IEC 14496-12 clause 8.11.12).
final class ItemReferences {
    private ItemReferences() {}

    /// For each picture that is put together of others (`dimg`) the ids of those, as often as they are used.
    static List<List<Long>> derived(Bytes bytes, List<IsoBox> meta) {
        return IsoBoxes.first("iref", meta).stream()
                .flatMap(iref -> IsoBoxes.inFullBox(bytes, iref).stream()
                        .filter(reference -> reference.type().equals("dimg"))
                        .map(reference -> targets(bytes, reference, bytes.u8(iref.body()) == 0 ? 2 : 4)))
                .toList();
    }

    // Whose they are, how many, and each of them.
    private static List<Long> targets(Bytes bytes, IsoBox reference, int idSize) {
        var first = reference.body() + idSize + 2;
        var count = Math.min(bytes.u16(reference.body() + idSize), (reference.end() - first) / idSize);
        return LongStream.range(0, Math.max(0, count))
                .map(i -> bytes.number(first + i * idSize, idSize))
                .boxed()
                .toList();
    }
}
