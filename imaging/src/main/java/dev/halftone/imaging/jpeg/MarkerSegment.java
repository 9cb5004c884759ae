package dev.halftone.imaging.jpeg;

import java.nio.charset.StandardCharsets;

/// A marker and its parameters (T.81 B.1.1.4), in place. Reading beyond the end throws: the JPEG is corrupt.
final class MarkerSegment {
    private final byte[] jpeg;
    private final int marker;
    private final int from;
    private final int to;

    /// @param from the offset of the parameters, after marker and length
    /// @param to the offset after the parameters
    MarkerSegment(byte[] jpeg, int marker, int from, int to) {
        this.jpeg = jpeg;
        this.marker = marker;
        this.from = from;
        this.to = to;
    }

    int marker() {
        return marker;
    }

    int size() {
        return to - from;
    }

    /// Its size including marker and length.
    int totalSize() {
        return size() + 4;
    }

    int end() {
        return to;
    }

    int u8(int at) {
        if (at < 0 || at >= size()) throw JpegAbort.corrupt("one of its marker segments is too short");
        return jpeg[from + at] & 0xFF;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    byte[] bytes(int at, int length) {
        if (length > 0) u8(at + length - 1);
        var bytes = new byte[length];
        System.arraycopy(jpeg, from + at, bytes, 0, length);
        return bytes;
    }

    boolean startsWith(String text) {
        return text.length() <= size()
                && new String(jpeg, from, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /// Reads the marker segments of a JPEG in order (T.81 Annex B). Like libjpeg, it skips bytes between a
    /// segment and the next marker: fill bytes (B.1.1.2), and junk that some cameras write.
    static final class Reader {
        private final byte[] jpeg;
        private int position;

        Reader(byte[] jpeg) {
            this.jpeg = jpeg;
        }

        int position() {
            return position;
        }

        /// Entropy-coded data has no length: its reader knows where it ended.
        void seek(int position) {
            this.position = position;
        }

        /// Whether EOI was read last, or comes next.
        boolean isAtEnd() {
            return isEnd(position) || isEnd(position - 2);
        }

        private boolean isEnd(int at) {
            return at + 1 < jpeg.length && jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) Marker.EOI;
        }

        /// The next segment. There must be one.
        MarkerSegment next() {
            var at = nextMarker();
            if (at < 0) throw JpegAbort.corrupt("its end is missing");
            var marker = jpeg[at + 1] & 0xFF;
            var markerSegment = Marker.isStandalone(marker)
                    ? new MarkerSegment(jpeg, marker, at + 2, at + 2)
                    : withLength(marker, at + 2);
            position = markerSegment.end();
            return markerSegment;
        }

        // A length below its own two bytes means an empty segment.
        private MarkerSegment withLength(int marker, int at) {
            var length = Math.max(2, new MarkerSegment(jpeg, marker, at, jpeg.length).u16(0));
            if (length > jpeg.length - at) throw JpegAbort.corrupt("it ends in the middle of a marker segment");
            return new MarkerSegment(jpeg, marker, at + 2, at + length);
        }

        private int nextMarker() {
            for (var i = position; i < jpeg.length - 1; i++) {
                if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] != 0 && jpeg[i + 1] != (byte) 0xFF) return i;
            }
            return -1;
        }
    }
}
