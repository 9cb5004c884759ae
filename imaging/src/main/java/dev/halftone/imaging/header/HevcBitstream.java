package dev.halftone.imaging.header;

import java.io.ByteArrayOutputStream;

/// The coded data of an HEVC image: NAL units, each prefixed with its length (ISO/IEC 14496-15 clause 8.3).
final class HevcBitstream {
    private static final int FIRST_NON_VCL = 32;
    private static final int SPS = 33;

    private long largest;
    private int pictures;

    private HevcBitstream() {}

    /// The pixels a decoder would make: those of the largest picture, times the number of pictures.
    ///
    /// @param hvcc the body of its configuration box
    static long pixels(Bytes hvcc, Bytes data) {
        var hevc = new HevcBitstream();
        hevc.readConfiguration(hvcc);
        var lengthSize = (hvcc.u8(21) & 3) + 1;
        var at = 0L;
        for (var units = 0; at < data.size(); units++) {
            if (units == HeifCodedSize.MAX_UNITS) return DeclaredSize.TERAPIXEL;
            var length = data.bigEndian(at, lengthSize);
            hevc.read(data, at + lengthSize);
            at += lengthSize + length;
        }
        return hevc.largest * Math.max(1, hevc.pictures);
    }

    // HEVCDecoderConfigurationRecord: 22 bytes, then arrays of units.
    private void readConfiguration(Bytes hvcc) {
        var at = 23;
        for (var arrays = hvcc.u8(22); arrays > 0 && at < hvcc.size(); arrays--) {
            var units = hvcc.u16(at + 1);
            at += 3;
            for (var i = 0; i < units && at < hvcc.size(); i++) {
                read(hvcc, at + 2L);
                at += 2 + hvcc.u16(at);
            }
        }
    }

    private void read(Bytes bytes, long unit) {
        var type = bytes.u8(unit) >> 1 & 0x3F;
        if (type == SPS)
            largest = Math.max(largest, SequenceParameterSet.parse(bytes, unit).pixels());
        // first_slice_segment_in_pic_flag
        else if (type < FIRST_NON_VCL && (bytes.u8(unit + 2) & 0x80) != 0) pictures++;
    }

    /// A sequence parameter set of HEVC (ITU-T H.265 clause 7.3.2.2), read up to the size of its pictures.
    record SequenceParameterSet(Bytes.BitReader bitReader) {
        // Longer than everything before the size.
        private static final int MAX_SIZE = 256;
        private static final int PROFILE_BITS = 88;
        private static final int LEVEL_BITS = 8;

        /// Parses a NAL unit.
        ///
        /// @param unit the offset of the unit, whose header has two bytes
        static SequenceParameterSet parse(Bytes bytes, long unit) {
            var plain = new ByteArrayOutputStream();
            for (var at = unit + 2; at < unit + MAX_SIZE; at++) {
                // 00 00 03 stands for 00 00 (clause 7.3.1.1).
                var isEscape = bytes.u8(at) == 3 && bytes.u8(at - 1) == 0 && bytes.u8(at - 2) == 0;
                if (!isEscape) plain.write(bytes.u8(at));
            }
            return new SequenceParameterSet(new Bytes.BitReader(new Bytes(plain.toByteArray()), 0));
        }

        long pixels() {
            bitReader.skip(4);
            var subLayers = (int) bitReader.read(3);
            bitReader.skip(1);
            skipProfiles(subLayers);
            bitReader.readExpGolomb();
            // chroma_format_idc 3 is followed by separate_colour_plane_flag.
            if (bitReader.readExpGolomb() == 3) bitReader.skip(1);
            return new DeclaredSize(bitReader.readExpGolomb(), bitReader.readExpGolomb()).pixels();
        }

        // profile_tier_level(), clause 7.3.3
        private void skipProfiles(int subLayers) {
            bitReader.skip(PROFILE_BITS + LEVEL_BITS);
            var present = bitReader.read(2 * subLayers);
            if (subLayers > 0) bitReader.skip(2 * (8 - subLayers));
            for (var i = 2 * subLayers - 1; i >= 0; i--) {
                if ((present >> i & 1) == 1) bitReader.skip(i % 2 == 1 ? PROFILE_BITS : LEVEL_BITS);
            }
        }
    }
}
