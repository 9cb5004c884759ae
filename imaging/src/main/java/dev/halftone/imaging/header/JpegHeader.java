package dev.halftone.imaging.header;

import java.util.List;
import java.util.Optional;

/// What a JPEG's headers declare.
///
/// @param frameMarker the marker of its frame header, SOF0 (`0xC0`) to SOF15; 0 if there is none
/// @param precision bits a sample
/// @param size in pixels, before rotation
/// @param scans how often a decoder goes over the image: normally a few times, in an attack thousands
/// @param stepSum the sum of the quantization steps of its first component; 0 if unknown
/// @param profile its ICC profile, as browsers find it
public record JpegHeader(
        int frameMarker, int precision, DeclaredSize size, int scans, int stepSum, Optional<Bytes> profile) {
    /// The most scans a JPEG may have. Encoders write about 10. A legal progressive JPEG of 49 megapixels and
    /// 2,649 scans (488 KB) held a core for 26 s.
    public static final int MAX_SCANS = 500;

    /// Reads the headers of all segments. What is missing or broken becomes 0.
    public static JpegHeader of(byte[] jpeg) {
        var reader = new Parser(new Bytes(jpeg));
        JpegSegments.of(jpeg).forEach(reader::read);
        return reader.header();
    }

    /// Whether it is coded like nearly all JPEGs: baseline, extended or progressive, Huffman, 8 bits. Every
    /// decoder reads these.
    public boolean isCommonlySupported() {
        return frameMarker >= 0xC0 && frameMarker <= 0xC2 && precision == 8;
    }

    /// Whether its pixels cannot come from so few bytes. In a Huffman code, a block of 64 samples takes at least a
    /// bit, and no component has fewer samples than a sixteenth of the pixels.
    boolean needsMoreThan(int bytes) {
        return isCommonlySupported() && size.pixels() > 64L * 16 * 8 * bytes;
    }

    /// The quality to encode at: the wanted one, or lower if the source is itself coarser. Quantizing more
    /// finely than the source only makes the file larger.
    public int effectiveQuality(int wanted) {
        var quality = wanted;
        while (quality > 1 && AnnexKTable.luminance(quality).stepSum() < stepSum) quality--;
        return quality;
    }

    /// 64 quantization steps, row by row.
    public record AnnexKTable(List<Integer> steps) {
        // ITU-T T.81 table K.1.
        private static final List<Integer> LUMINANCE = List.of(
                16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17,
                22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78,
                87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99);

        // Table K.2.
        private static final List<Integer> CHROMINANCE = List.of(
                17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66,
                99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99);

        /// The luminance table for a quality on the scale of the Independent JPEG Group, where 50 is table K.1
        /// itself.
        public static AnnexKTable luminance(int quality) {
            return scaled(LUMINANCE, quality);
        }

        /// The chrominance table for a quality; 50 is table K.2.
        public static AnnexKTable chrominance(int quality) {
            return scaled(CHROMINANCE, quality);
        }

        private static AnnexKTable scaled(List<Integer> steps, int quality) {
            var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
            return new AnnexKTable(steps.stream()
                    .map(step -> Math.clamp((step * percent + 50) / 100, 1, 255))
                    .toList());
        }

        int stepSum() {
            return steps.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// Builds a [JpegHeader] from the segments.
    static final class Parser {
        private final Bytes bytes;
        private final JpegProfile jpegProfile;
        private final int[] stepSums = new int[4];
        private int frameMarker;
        private int precision;
        private int firstTable;
        private DeclaredSize size = DeclaredSize.UNKNOWN;
        private int scans;

        Parser(Bytes bytes) {
            this.bytes = bytes;
            this.jpegProfile = new JpegProfile(bytes);
        }

        void read(JpegSegments.Segment segment) {
            if (segment.marker() == JpegSegments.Segment.SOS) scans++;
            else if (segment.marker() == JpegSegments.Segment.DQT && scans == 0) readTables(segment);
            else if (segment.marker() == JpegSegments.Segment.APP2 && scans == 0) jpegProfile.add(segment);
            else if (segment.isFrame() && frameMarker == 0) readFrame(segment);
        }

        JpegHeader header() {
            return new JpegHeader(frameMarker, precision, size, scans, stepSums[firstTable], jpegProfile.profile());
        }

        // T.81 B.2.2: precision, height, width, number of components; for each component its id, sampling and
        // table.
        private void readFrame(JpegSegments.Segment segment) {
            var at = segment.parametersStart();
            frameMarker = segment.marker();
            precision = bytes.u8(at);
            size = new DeclaredSize(bytes.u16(at + 3), bytes.u16(at + 1));
            firstTable = bytes.u8(at + 8) & 3;
        }

        // T.81 B.2.4.1: tables of 64 steps, each of one or two bytes.
        private void readTables(JpegSegments.Segment segment) {
            var at = segment.parametersStart();
            while (at < segment.end()) {
                var width = bytes.u8(at) >> 4 == 0 ? 1 : 2;
                stepSums[bytes.u8(at) & 3] = sum(at + 1, width);
                at += 1 + 64 * width;
            }
        }

        private int sum(int at, int width) {
            var sum = 0;
            for (var i = 0; i < 64; i++) sum += (int) bytes.bigEndian(at + i * width, width);
            return sum;
        }
    }
}
