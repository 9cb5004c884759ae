package dev.halftone.imaging.header;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The segments of a JPEG from SOI to EOI, found as libjpeg finds them: what stands between a segment's end and
/// the next marker is skipped. What follows EOI (a second picture, a film) is not part of the image.
public final class JpegSegments implements Iterator<JpegSegment> {
    private final Bytes bytes;
    private Optional<JpegSegment> next;

    private JpegSegments(Bytes bytes) {
        this.bytes = bytes;
        this.next = segmentAfter(0);
    }

    /// To be walked once or more often.
    public static Iterable<JpegSegment> of(byte[] jpeg) {
        var bytes = new Bytes(jpeg);
        return () -> new JpegSegments(bytes);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public JpegSegment next() {
        var segment = next.orElseThrow(NoSuchElementException::new);
        next = segment.marker() == JpegSegment.EOI ? Optional.empty() : segmentAfter(segment.end());
        return segment;
    }

    private Optional<JpegSegment> segmentAfter(int end) {
        var start = nextMarker(end);
        if (start >= bytes.size()) return Optional.empty();
        return Optional.of(segmentAt(start, bytes.u8(start + 1)));
    }

    private JpegSegment segmentAt(int start, int marker) {
        if (JpegSegment.isAlone(marker)) return new JpegSegment(marker, start, start + 2);
        var parametersEnd = Math.min(start + 2 + Math.max(2, bytes.u16(start + 2)), bytes.size());
        var end = marker == JpegSegment.SOS ? codedDataEnd(parametersEnd) : parametersEnd;
        return new JpegSegment(marker, start, end);
    }

    // Restart markers are part of the coded data.
    private int codedDataEnd(int start) {
        var end = nextMarker(start);
        while (end < bytes.size() && JpegSegment.isRestart(bytes.u8(end + 1))) end = nextMarker(end + 2);
        return end;
    }

    // A marker is 0xFF and then neither zero (a stuffed byte) nor 0xFF (fill); the file's size where there is none.
    private int nextMarker(int from) {
        var array = bytes.array();
        for (var i = from; i < array.length - 1; i++) {
            if (array[i] == (byte) 0xFF && array[i + 1] != 0 && array[i + 1] != (byte) 0xFF) return i;
        }
        return array.length;
    }
}
