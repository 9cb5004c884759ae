package dev.halftone.imaging.header;

import java.io.ByteArrayOutputStream;

/// A sequence parameter set of HEVC (ITU-T H.265 clause 7.3.2.2), read as far as to the size of its pictures.
record HevcParameterSet(Bits bits) {
    // Longer than all that stands before the size.
    private static final int READ = 256;
    private static final int PROFILE = 88;
    private static final int LEVEL = 8;

    /// @param unit where its NAL unit begins, of whose header it has two bytes
    static HevcParameterSet of(Bytes bytes, long unit) {
        var plain = new ByteArrayOutputStream();
        for (var at = unit + 2; at < unit + READ; at++) {
            // 00 00 03 stands for 00 00 (clause 7.3.1.1).
            var isEscape = bytes.u8(at) == 3 && bytes.u8(at - 1) == 0 && bytes.u8(at - 2) == 0;
            if (!isEscape) plain.write(bytes.u8(at));
        }
        return new HevcParameterSet(new Bits(new Bytes(plain.toByteArray()), 0));
    }

    long pixels() {
        bits.skip(4);
        var subLayers = (int) bits.next(3);
        bits.skip(1);
        skipProfiles(subLayers);
        bits.golomb();
        // chroma_format_idc 3 has separate_colour_plane_flag behind it.
        if (bits.golomb() == 3) bits.skip(1);
        return new DeclaredSize(bits.golomb(), bits.golomb()).pixels();
    }

    // profile_tier_level(), clause 7.3.3
    private void skipProfiles(int subLayers) {
        bits.skip(PROFILE + LEVEL);
        var present = bits.next(2 * subLayers);
        if (subLayers > 0) bits.skip(2 * (8 - subLayers));
        for (var i = 2 * subLayers - 1; i >= 0; i--) {
            if ((present >> i & 1) == 1) bits.skip(i % 2 == 1 ? PROFILE : LEVEL);
        }
    }
}
