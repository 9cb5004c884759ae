package dev.halftone.imaging.header;

/// What a JPEG says of itself.
///
/// @param frame the marker of its frame header, SOF0 (`0xC0`) to SOF15; 0 where there is none
/// @param precision bits a sample
/// @param size in pixels, as it lies in the file
/// @param scans how often the decoder goes over the picture: a few by habit, thousands by malice
/// @param coarseness the sum of the quantisation steps of its first component; 0 where they are not told
public record JpegHeader(int frame, int precision, DeclaredSize size, int scans, int coarseness) {

    public static JpegHeader of(byte[] jpeg) {
        var reader = new JpegHeaderReader(new Bytes(jpeg));
        JpegSegments.of(jpeg).forEach(reader::read);
        return reader.header();
    }

    /// Whether it is coded as nearly all are (baseline, extended or progressive Huffman, 8 bits), which every decoder
    /// reads.
    public boolean isOfCommonKind() {
        return frame >= 0xC0 && frame <= 0xC2 && precision == 8;
    }

    /// The quality to code it with again: the one that is wanted, or lower where the source itself is coarser. A finer
    /// quantisation than the source's only makes it larger.
    public int qualityAtMost(int wanted) {
        var quality = wanted;
        while (quality > 1 && QuantisationTable.luminance(quality).coarseness() < coarseness) quality--;
        return quality;
    }
}
