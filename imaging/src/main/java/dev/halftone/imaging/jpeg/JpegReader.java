package dev.halftone.imaging.jpeg;

import java.util.List;
import java.util.Optional;

/// Reads the marker segments of a JPEG: the frame, and for each scan its tables. Entropy-coded data is read by
/// others.
final class JpegReader {
    private final MarkerSegment.Reader segments;
    private final byte[] jpeg;
    private final CodingTables tables = new CodingTables();
    private final AppSegments appSegments = new AppSegments();
    private Optional<Frame> frame = Optional.empty();
    private boolean hasScans;
    private boolean hasExcess;
    private int metadataSize;

    JpegReader(byte[] jpeg) {
        this.jpeg = jpeg;
        this.segments = new MarkerSegment.Reader(jpeg);
    }

    /// Reads up to the next scan header, which its data follows. Empty at the end of the image.
    Optional<ScanHeader> nextScan() {
        for (var markerSegment = segments.next();
                markerSegment.marker() != Marker.EOI;
                markerSegment = segments.next()) {
            if (markerSegment.marker() == Marker.SOS) return Optional.of(scan(markerSegment));
            read(markerSegment);
        }
        return Optional.empty();
    }

    private ScanHeader scan(MarkerSegment markerSegment) {
        hasScans = true;
        return ScanHeader.of(markerSegment, frame());
    }

    private void read(MarkerSegment markerSegment) {
        switch (markerSegment.marker()) {
            case Marker.DQT -> tables.readQuantization(markerSegment);
            case Marker.DHT -> tables.readHuffman(markerSegment);
            case Marker.DRI -> tables.readRestartInterval(markerSegment);
            default -> {
                if (Marker.isFrame(markerSegment.marker())) readFrame(markerSegment);
                else if (Marker.isApplication(markerSegment.marker())) readApplication(markerSegment);
            }
        }
    }

    private void readApplication(MarkerSegment markerSegment) {
        if (hasScans || !appSegments.read(markerSegment)) metadataSize += markerSegment.totalSize();
    }

    private void readFrame(MarkerSegment markerSegment) {
        if (frame.isPresent()) throw JpegAbort.corrupt("it has more than one frame");
        frame = Optional.of(Frame.of(markerSegment));
    }

    Frame frame() {
        return frame.orElseThrow(() -> JpegAbort.corrupt("it has no frame header"));
    }

    /// The quantization of each component, by the tables in force.
    List<QuantizationTable> quantization() {
        return frame().components().stream().map(tables::quantization).toList();
    }

    CodingTables tables() {
        return tables;
    }

    AppSegments appSegments() {
        return appSegments;
    }

    byte[] bytes() {
        return jpeg;
    }

    /// The number of bytes read so far, without metadata.
    int strippedSize() {
        return segments.position() - metadataSize;
    }

    /// The data of the scan whose header was read last.
    EntropyCodedSegments data(BitReader bits) {
        return new EntropyCodedSegments(jpeg, segments.position(), tables.restartInterval(), bits);
    }

    void resumeAfter(EntropyCodedSegments data) {
        segments.seek(data.close());
        hasExcess |= data.hasExcess();
    }

    /// The offset after what was read last.
    int position() {
        return segments.position();
    }

    /// Whether the scans contained nothing but their data, and the image ends after them. Then removing its
    /// application segments removes all metadata. Call this after the last scan.
    boolean endsCleanly() {
        return !hasExcess && segments.isAtEnd();
    }
}
