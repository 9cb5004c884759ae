package dev.halftone.imaging.header;

/// The coded data of an HEVC picture: NAL units, each behind its length (ISO/IEC 14496-15 clause 8.3).
final class HevcData {
    private static final int FIRST_NOT_CODED = 32;
    private static final int PARAMETER_SET = 33;

    private long largest;
    private int pictures;

    private HevcData() {}

    /// The pixels that its decoder makes: of its largest picture, times its pictures.
    ///
    /// @param hvcc the body of its configuration
    static long pixels(Bytes hvcc, Bytes data) {
        var hevc = new HevcData();
        hevc.readConfiguration(hvcc);
        var lengthSize = (hvcc.u8(21) & 3) + 1;
        var at = 0L;
        for (var units = 0; at < data.size(); units++) {
            if (units == CodedPictures.MOST_UNITS) return DeclaredSize.TERAPIXEL;
            var length = data.number(at, lengthSize);
            hevc.read(data, at + lengthSize);
            at += lengthSize + length;
        }
        return hevc.largest * Math.max(1, hevc.pictures);
    }

    // HEVCDecoderConfigurationRecord: 22 bytes, and arrays of units.
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
        if (type == PARAMETER_SET)
            largest = Math.max(largest, HevcParameterSet.of(bytes, unit).pixels());
        // first_slice_segment_in_pic_flag
        else if (type < FIRST_NOT_CODED && (bytes.u8(unit + 2) & 0x80) != 0) pictures++;
    }
}
