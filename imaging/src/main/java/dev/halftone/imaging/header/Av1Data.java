package dev.halftone.imaging.header;

/// The coded data of an AV1 picture: a sequence of open bitstream units (AV1 specification, clause 5).
final class Av1Data {
    private static final int SEQUENCE_HEADER = 1;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;

    private final Bytes data;
    private long largest;
    private int frames;

    private Av1Data(Bytes data) {
        this.data = data;
    }

    /// The pixels that its decoder makes: of its largest frame, times its frames.
    static long pixels(Bytes data) {
        var av1 = new Av1Data(data);
        var at = 0L;
        for (var units = 0; at < data.size(); units++) {
            if (units == CodedPictures.MOST_UNITS) return DeclaredSize.TERAPIXEL;
            at = av1.read(at);
        }
        return av1.largest * Math.max(1, av1.frames);
    }

    // Clause 5.3: the unit's header, an extension, its size where that is told, and what it holds.
    private long read(long start) {
        var header = data.u8(start);
        var type = header >> 3 & 0xF;
        var at = start + 1 + (header >> 2 & 1);
        var size = (long) data.size() - at;
        if ((header & 2) != 0) {
            size = 0;
            // leb128(): seven bits a byte, the least significant first.
            for (var shift = 0; shift < 56; shift += 7) {
                var part = data.u8(at++);
                size |= (part & 0x7FL) << shift;
                if (part < 0x80) break;
            }
        }
        if (type == SEQUENCE_HEADER) largest = Math.max(largest, new Av1Sequence(new Bits(data, at)).pixels());
        if (type == FRAME_HEADER || type == FRAME) frames++;
        return at + size;
    }
}
