package dev.halftone.imaging.header;

/// Reads numbers bit by bit, the most significant first. Beyond the end there are zeros.
final class Bits {
    private final Bytes bytes;
    private long at;

    /// @param start the byte to begin with
    Bits(Bytes bytes, long start) {
        this.bytes = bytes;
        this.at = start * 8;
    }

    /// An unsigned number of up to 32 bits.
    long next(int bits) {
        var number = 0L;
        for (var i = 0; i < bits; i++, at++) number = number << 1 | (bytes.u8(at >> 3) >> (7 - (at & 7)) & 1);
        return number;
    }

    boolean flag() {
        return next(1) == 1;
    }

    void skip(int bits) {
        at += bits;
    }

    /// An Exp-Golomb code: `ue(v)` of HEVC (ITU-T H.265 clause 9.2), `uvlc()` of AV1 (clause 4.10.3).
    long golomb() {
        var zeros = 0;
        while (zeros < 32 && !flag()) zeros++;
        return zeros == 32 ? (1L << 32) - 1 : (1L << zeros) - 1 + next(zeros);
    }
}
