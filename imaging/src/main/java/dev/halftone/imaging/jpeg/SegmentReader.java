package dev.halftone.imaging.jpeg;

/// Walks the marker segments of a JPEG in their order (T.81 Annex B). Whatever stands between the end of one and the
/// next marker is skipped, as libjpeg does: fill bytes by the standard (B.1.1.2), junk by some cameras' habit.
final class SegmentReader {
    private final byte[] jpeg;
    private int position;

    SegmentReader(byte[] jpeg) {
        this.jpeg = jpeg;
    }

    int position() {
        return position;
    }

    /// Entropy-coded data has no length: its reader says where it ended.
    void continueAt(int position) {
        this.position = position;
    }

    /// The next segment. A JPEG ends with [Marker#EOI]: one that does not is damaged.
    Segment next() {
        var at = nextMarker();
        if (at < 0) throw Ending.corrupt("its end is missing");
        var marker = jpeg[at + 1] & 0xFF;
        var segment =
                Marker.standsAlone(marker) ? new Segment(jpeg, marker, at + 2, at + 2) : withLength(marker, at + 2);
        position = segment.end();
        return segment;
    }

    private Segment withLength(int marker, int at) {
        var length = new Segment(jpeg, marker, at, jpeg.length).u16(0);
        if (length < 2 || length > jpeg.length - at) throw Ending.corrupt("it ends in the middle of a marker segment");
        return new Segment(jpeg, marker, at + 2, at + length);
    }

    private int nextMarker() {
        for (var i = position; i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] != 0 && jpeg[i + 1] != (byte) 0xFF) return i;
        }
        return -1;
    }
}
