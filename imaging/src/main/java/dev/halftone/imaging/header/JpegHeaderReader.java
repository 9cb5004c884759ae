package dev.halftone.imaging.header;

/// Gathers a [JpegHeader] while the segments go by.
final class JpegHeaderReader {
    private final Bytes bytes;
    private final int[] coarseness = new int[4];
    private int frame;
    private int precision;
    private int firstTable;
    private DeclaredSize size = DeclaredSize.UNKNOWN;
    private int scans;

    JpegHeaderReader(Bytes bytes) {
        this.bytes = bytes;
    }

    void read(JpegSegment segment) {
        if (segment.marker() == JpegSegment.SOS) scans++;
        else if (segment.marker() == JpegSegment.DQT && scans == 0) readTables(segment);
        else if (segment.isFrame() && frame == 0) readFrame(segment);
    }

    JpegHeader header() {
        return new JpegHeader(frame, precision, size, scans, coarseness[firstTable]);
    }

    // T.81 B.2.2: precision, height, width, number of components, and of each component: id, sampling, table.
    private void readFrame(JpegSegment segment) {
        var at = segment.parameters();
        frame = segment.marker();
        precision = bytes.u8(at);
        size = new DeclaredSize(bytes.u16(at + 3), bytes.u16(at + 1));
        firstTable = bytes.u8(at + 8) & 3;
    }

    // T.81 B.2.4.1: one table after the other, of 64 steps of a byte or two.
    private void readTables(JpegSegment segment) {
        var at = segment.parameters();
        while (at < segment.end()) {
            var width = bytes.u8(at) >> 4 == 0 ? 1 : 2;
            coarseness[bytes.u8(at) & 3] = sum(at + 1, width);
            at += 1 + 64 * width;
        }
    }

    private int sum(int at, int width) {
        var sum = 0;
        for (var i = 0; i < 64; i++) sum += (int) bytes.number(at + i * width, width);
        return sum;
    }
}
