package dev.halftone.imaging.header;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The segments of a JPEG from SOI to EOI, found as libjpeg finds them: bytes between a segment's end and the next
/// marker are skipped. What follows EOI (a second image, a video) is not part of the image.
public final class JpegSegments implements Iterator<JpegSegments.Segment> {
    private final Bytes bytes;
    private Optional<Segment> next;

    private JpegSegments(Bytes bytes) {
        this.bytes = bytes;
        this.next = segmentAfter(0);
    }

    /// The segments, which may be iterated more than once.
    public static Iterable<Segment> of(byte[] jpeg) {
        var bytes = new Bytes(jpeg);
        return () -> new JpegSegments(bytes);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Segment next() {
        var segment = next.orElseThrow(NoSuchElementException::new);
        next = segment.marker() == Segment.EOI ? Optional.empty() : segmentAfter(segment.end());
        return segment;
    }

    private Optional<Segment> segmentAfter(int end) {
        var start = nextMarker(end);
        if (start >= bytes.size()) return Optional.empty();
        return Optional.of(segmentAt(start, bytes.u8(start + 1)));
    }

    private Segment segmentAt(int start, int marker) {
        if (Segment.isStandalone(marker)) return new Segment(marker, start, start + 2);
        var parametersEnd = Math.min(start + 2 + Math.max(2, bytes.u16(start + 2)), bytes.size());
        var end = marker == Segment.SOS ? codedDataEnd(parametersEnd) : parametersEnd;
        return new Segment(marker, start, end);
    }

    // Restart markers are part of the coded data.
    private int codedDataEnd(int start) {
        var end = nextMarker(start);
        while (end < bytes.size() && Segment.isRestart(bytes.u8(end + 1))) end = nextMarker(end + 2);
        return end;
    }

    // A marker is 0xFF followed by neither zero (a stuffed byte) nor 0xFF (fill). Returns the file's size if
    // there is none.
    private int nextMarker(int from) {
        var array = bytes.array();
        for (var i = from; i < array.length - 1; i++) {
            if (array[i] == (byte) 0xFF && array[i + 1] != 0 && array[i + 1] != (byte) 0xFF) return i;
        }
        return array.length;
    }

    /// A marker of a JPEG and its data (ITU-T T.81 Annex B): its parameters, and after a scan header the
    /// entropy-coded data.
    ///
    /// @param marker the code's second byte, for example `0xDA`
    /// @param start the offset of its `0xFF`
    /// @param end where the next marker can begin; never beyond the file's end
    public record Segment(int marker, int start, int end) {
        public static final int SOI = 0xD8;
        public static final int EOI = 0xD9;
        public static final int SOS = 0xDA;
        public static final int DQT = 0xDB;
        public static final int APP0 = 0xE0;
        public static final int APP2 = 0xE2;
        public static final int APP14 = 0xEE;
        public static final int APP15 = 0xEF;

        private static final int TEM = 0x01;
        private static final int RST0 = 0xD0;

        /// Whether this is a frame header: SOF0 to SOF15, without the three other markers in that range.
        public boolean isFrame() {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        /// Whether a decoder needs this segment: frames, scans and their tables (T.81 table B.1).
        public boolean isCoding() {
            return marker >= 0xC0 && marker <= 0xDF;
        }

        /// The offset of the parameters, after marker and length.
        public int parametersStart() {
            return start + 4;
        }

        /// Whether a marker has neither length nor parameters.
        static boolean isStandalone(int marker) {
            return marker == TEM || (marker >= RST0 && marker <= EOI);
        }

        static boolean isRestart(int marker) {
            return marker >= RST0 && marker < SOI;
        }
    }
}
