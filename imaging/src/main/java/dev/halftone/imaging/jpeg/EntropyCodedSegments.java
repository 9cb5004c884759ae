package dev.halftone.imaging.jpeg;

/// The entropy-coded segments of a scan, one a restart interval (T.81 B.1.1.5, E.2.4). Less of it than the frame asks
/// for, or more, is a sign of damage.
final class EntropyCodedSegments {
    private final byte[] jpeg;
    private final BitReader reader;
    private final int interval;
    private int left;
    private int end;
    private int restartCount;

    /// @param interval Ri, how many MCUs there are between restarts; 0 where there are none
    EntropyCodedSegments(byte[] jpeg, int from, int interval, BitReader reader) {
        this.jpeg = jpeg;
        this.reader = reader;
        this.interval = interval;
        this.left = interval;
        this.end = reader.open(jpeg, from);
    }

    /// Whether a restart interval begins here, and all predictions with that.
    boolean startInterval() {
        if (interval == 0 || left > 0) return false;
        requireSegmentEnd();
        if (end + 1 >= jpeg.length || (jpeg[end + 1] & 0xFF) != Marker.RST0 + (restartCount & 7))
            throw JpegAbort.corrupt("a restart marker is missing");
        restartCount++;
        left = interval;
        end = reader.open(jpeg, end + 2);
        return true;
    }

    /// How many MCUs of the wanted ones stand before the next restart: those that are read next.
    int takeMcus(int wanted) {
        if (interval == 0) return wanted;
        var mcus = Math.min(wanted, left);
        left -= mcus;
        return mcus;
    }

    /// To be called behind the last MCU; returns where the marker behind the scan is.
    int close() {
        requireSegmentEnd();
        return end;
    }

    private void requireSegmentEnd() {
        if (!reader.isWithinSegment()) throw truncated();
        if (!reader.isAtEnd()) throw JpegAbort.corrupt("there is more coded data than its size accounts for");
    }

    static JpegAbort truncated() {
        return JpegAbort.corrupt("its coded data ends too early");
    }

    static JpegAbort corrupt() {
        return JpegAbort.corrupt("its coded data makes no sense");
    }
}
