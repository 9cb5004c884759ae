package dev.halftone.imaging.jpeg;

/// The entropy-coded segments of a scan, one for each restart interval (T.81 B.1.1.5, E.2.4). As in libjpeg, bytes
/// between the data that the frame requires and the next marker are skipped.
final class EntropyCodedSegments {
    private final byte[] jpeg;
    private final BitReader reader;
    private final int interval;
    private int left;
    private int end;
    private int restartCount;
    private boolean hasExcess;

    /// @param interval Ri, the number of MCUs between restarts; 0 if there are none
    EntropyCodedSegments(byte[] jpeg, int from, int interval, BitReader reader) {
        this.jpeg = jpeg;
        this.reader = reader;
        this.interval = interval;
        this.left = interval;
        this.end = reader.open(jpeg, from);
    }

    /// Starts the next restart interval if one begins here. Returns whether it did: then all predictions
    /// restart.
    boolean startInterval() {
        if (interval == 0 || left > 0) return false;
        endSegment();
        if (end >= jpeg.length) throw JpegAbort.corrupt("a restart marker is missing");
        if ((jpeg[end + 1] & 0xFF) != Marker.RST0 + (restartCount & 7)) throw JpegAbort.damaged();
        restartCount++;
        left = interval;
        end = reader.open(jpeg, end + 2);
        return true;
    }

    /// Takes MCUs, at most the wanted number, up to the next restart. The caller reads them next.
    int takeMcus(int wanted) {
        if (interval == 0) return wanted;
        var mcus = Math.min(wanted, left);
        left -= mcus;
        return mcus;
    }

    /// Call this after the last MCU. Returns the offset of the marker after the scan.
    int close() {
        endSegment();
        return end;
    }

    /// Whether bytes were skipped. They may be metadata.
    boolean hasExcess() {
        return hasExcess;
    }

    private void endSegment() {
        if (!reader.isWithinSegment()) throw reader.outOfData();
        if (!reader.isAtEnd()) hasExcess = true;
    }
}
