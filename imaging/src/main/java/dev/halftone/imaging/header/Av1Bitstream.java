package dev.halftone.imaging.header;

/// The coded data of an AV1 image: a sequence of open bitstream units (AV1 specification, clause 5).
final class Av1Bitstream {
    private static final int SEQUENCE_HEADER = 1;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;

    private final Bytes data;
    private long largest;
    private int frames;

    private Av1Bitstream(Bytes data) {
        this.data = data;
    }

    /// The pixels a decoder would make: those of the largest frame, times the number of frames.
    static long pixels(Bytes data) {
        var av1 = new Av1Bitstream(data);
        var at = 0L;
        for (var units = 0; at < data.size(); units++) {
            if (units == HeifCodedSize.MAX_UNITS) return DeclaredSize.TERAPIXEL;
            at = av1.read(at);
        }
        return av1.largest * Math.max(1, av1.frames);
    }

    // Clause 5.3: the unit's header, an optional extension, an optional size, and the payload.
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
        if (type == SEQUENCE_HEADER)
            largest = Math.max(largest, new SequenceHeader(new Bytes.BitReader(data, at)).pixels());
        if (type == FRAME_HEADER || type == FRAME) frames++;
        return at + size;
    }

    /// An AV1 sequence header (AV1 specification, clause 5.5), read up to the size of its largest frame.
    record SequenceHeader(Bytes.BitReader bitReader) {

        long pixels() {
            bitReader.skip(4);
            var isReduced = bitReader.readFlag();
            if (isReduced) bitReader.skip(5);
            else skipOperatingPoints();
            var widthBits = (int) bitReader.read(4) + 1;
            var heightBits = (int) bitReader.read(4) + 1;
            return new DeclaredSize(bitReader.read(widthBits) + 1, bitReader.read(heightBits) + 1).pixels();
        }

        private void skipOperatingPoints() {
            var delayBits = bitReader.readFlag() ? delayBits() : 0;
            var hasDisplayDelay = bitReader.readFlag();
            for (var points = bitReader.read(5) + 1; points > 0; points--) {
                bitReader.skip(12);
                if (bitReader.read(5) > 7) bitReader.skip(1);
                if (delayBits > 0 && bitReader.readFlag()) bitReader.skip(2 * delayBits + 1);
                if (hasDisplayDelay && bitReader.readFlag()) bitReader.skip(4);
            }
        }

        // timing_info() and decoder_model_info(): the bit length of the delays below, or 0.
        private int delayBits() {
            bitReader.skip(64);
            if (bitReader.readFlag()) bitReader.readExpGolomb();
            if (!bitReader.readFlag()) return 0;
            var delayBits = (int) bitReader.read(5) + 1;
            bitReader.skip(42);
            return delayBits;
        }
    }
}
