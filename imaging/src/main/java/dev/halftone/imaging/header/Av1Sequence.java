package dev.halftone.imaging.header;

/// An AV1 sequence header (AV1 specification, clause 5.5), read as far as to the size of its largest frame.
record Av1Sequence(Bits bits) {

    long pixels() {
        bits.skip(4);
        var isReduced = bits.flag();
        if (isReduced) bits.skip(5);
        else skipOperatingPoints();
        var widthBits = (int) bits.next(4) + 1;
        var heightBits = (int) bits.next(4) + 1;
        return new DeclaredSize(bits.next(widthBits) + 1, bits.next(heightBits) + 1).pixels();
    }

    private void skipOperatingPoints() {
        var delayBits = bits.flag() ? delayBits() : 0;
        var hasDisplayDelay = bits.flag();
        for (var points = bits.next(5) + 1; points > 0; points--) {
            bits.skip(12);
            if (bits.next(5) > 7) bits.skip(1);
            if (delayBits > 0 && bits.flag()) bits.skip(2 * delayBits + 1);
            if (hasDisplayDelay && bits.flag()) bits.skip(4);
        }
    }

    // timing_info() and decoder_model_info(): how many bits the delays below have, or 0.
    private int delayBits() {
        bits.skip(64);
        if (bits.flag()) bits.golomb();
        if (!bits.flag()) return 0;
        var delayBits = (int) bits.next(5) + 1;
        bits.skip(42);
        return delayBits;
    }
}
