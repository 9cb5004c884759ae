package dev.halftone.imaging.jpeg;

import java.util.List;
import java.util.Optional;

/// Reads all of a JPEG but its entropy-coded data: the frame, and scan by scan the tables for it.
final class JpegReader {
    private final SegmentReader segments;
    private final byte[] jpeg;
    private final CodingTables tables = new CodingTables();
    private final Application application = new Application();
    private Optional<Frame> frame = Optional.empty();
    private boolean hasScans;
    private int metadata;

    JpegReader(byte[] jpeg) {
        this.jpeg = jpeg;
        this.segments = new SegmentReader(jpeg);
    }

    /// The header of the next scan, behind which its data begins; or empty at the end of the image.
    Optional<Scan> nextScan() {
        for (var segment = segments.next(); segment.marker() != Marker.EOI; segment = segments.next()) {
            if (segment.marker() == Marker.SOS) return Optional.of(scan(segment));
            read(segment);
        }
        return Optional.empty();
    }

    private Scan scan(Segment segment) {
        hasScans = true;
        return Scan.of(segment, frame());
    }

    private void read(Segment segment) {
        switch (segment.marker()) {
            case Marker.DQT -> tables.readQuantisation(segment);
            case Marker.DHT -> tables.readHuffman(segment);
            case Marker.DRI -> tables.readRestartInterval(segment);
            default -> {
                if (Marker.isFrame(segment.marker())) readFrame(segment);
                else if (Marker.isApplication(segment.marker())) readApplication(segment);
            }
        }
    }

    private void readApplication(Segment segment) {
        if (hasScans || !application.keeps(segment)) metadata += segment.wholeSize();
    }

    private void readFrame(Segment segment) {
        if (frame.isPresent()) throw Ending.corrupt("it has more than one frame");
        frame = Optional.of(Frame.of(segment));
    }

    Frame frame() {
        return frame.orElseThrow(() -> Ending.corrupt("it has no frame header"));
    }

    /// The quantisation of each component, by the tables in force.
    List<QuantisationSteps> steps() {
        return frame().components().stream().map(tables::quantisation).toList();
    }

    CodingTables tables() {
        return tables;
    }

    Application application() {
        return application;
    }

    byte[] bytes() {
        return jpeg;
    }

    /// How many bytes were read so far but for metadata.
    int sizeOfPicture() {
        return segments.position() - metadata;
    }

    /// The data of the scan whose header was read last.
    EntropyCodedData data(BitReader bits) {
        return new EntropyCodedData(jpeg, segments.position(), tables.restartInterval(), bits);
    }

    void continueBehind(EntropyCodedData data) {
        segments.continueAt(data.close());
    }
}
