package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.util.Arrays;
import java.util.List;

/// Writes the new JPEG (T.81 Annex B; JFIF 1.02): baseline, with one scan and optimized Huffman tables.
///
/// The tables are optimized for the whole image, or for its upper part if the image is too large to buffer.
final class JpegWriter {
    // 4 MB of symbols; at quality 50 about 8 megapixels.
    private static final int MAX_BUFFERED_SYMBOLS = 1 << 20;

    private final Frame frame;
    private final AppSegments appSegments;
    private final McuRowCoefficients row;
    private final HuffmanSymbolBuffer huffmanSymbolBuffer;
    private final Output out;
    private final HuffmanEncoder encoder;
    private final HuffmanSymbolBuffer.SymbolFrequencies counts = new HuffmanSymbolBuffer.SymbolFrequencies();
    private boolean scanBegun;

    JpegWriter(Frame frame, AppSegments appSegments, Workspace workspace) {
        this.frame = frame;
        this.appSegments = appSegments;
        this.row = workspace.row;
        this.huffmanSymbolBuffer = workspace.huffmanSymbolBuffer;
        this.out = workspace.out;
        this.encoder = new HuffmanEncoder(out);
        huffmanSymbolBuffer.clear();
        out.clear();
    }

    /// The destination of a component's Huffman tables: luminance has its own, the chrominance components share
    /// one.
    static int tableDestination(int component) {
        return Math.min(component, 1);
    }

    /// Writes everything before the Huffman tables.
    ///
    /// @param steps of each component
    void writeHeaders(List<QuantizationTable> steps) {
        out.marker(Marker.SOI);
        jfif(appSegments.density());
        appSegments.iccProfile().forEach(this::copy);
        var tables = steps.stream().distinct().toList();
        for (var i = 0; i < tables.size(); i++) quantizationTable(tables.get(i), i);
        frame(steps, tables);
    }

    /// Call this when the coefficients of a row of MCUs are complete.
    void writeRow() {
        var before = huffmanSymbolBuffer.size;
        huffmanSymbolBuffer.add(row);
        counts.add(huffmanSymbolBuffer, before);
        if (huffmanSymbolBuffer.size < MAX_BUFFERED_SYMBOLS) return;
        if (!scanBegun) {
            counts.addOneOfEach();
            beginScan();
        }
        encode();
    }

    /// Call this after the last row.
    ImageBytes finish() {
        if (!scanBegun) beginScan();
        encode();
        encoder.close();
        out.marker(Marker.EOI);
        return out.toImage();
    }

    private void beginScan() {
        var tables = 2 * (tableDestination(frame.components().size() - 1) + 1);
        for (var table = 0; table < tables; table++) {
            var optimal = HuffmanTable.Optimizer.optimize(counts.of(table));
            encoder.useTable(optimal, table);
            huffmanTable(optimal, table);
        }
        scan();
        scanBegun = true;
    }

    private void encode() {
        encoder.write(huffmanSymbolBuffer);
        huffmanSymbolBuffer.clear();
    }

    private void jfif(AppSegments.JfifDensity jfifDensity) {
        out.marker(Marker.APP0).u16(16).write(new byte[] {'J', 'F', 'I', 'F', 0, 1, 2});
        out.u8(jfifDensity.unit())
                .u16(jfifDensity.horizontal())
                .u16(jfifDensity.vertical())
                .u16(0);
    }

    private void copy(MarkerSegment markerSegment) {
        out.marker(markerSegment.marker())
                .u16(markerSegment.size() + 2)
                .write(markerSegment.bytes(0, markerSegment.size()));
    }

    // B.2.4.1
    private void quantizationTable(QuantizationTable steps, int destination) {
        var isShort = steps.isEightBit();
        out.marker(Marker.DQT).u16(isShort ? 67 : 131).u8(isShort ? destination : 0x10 | destination);
        for (var k = 0; k < 64; k++) {
            if (isShort) out.u8(steps.step(k));
            else out.u16(steps.step(k));
        }
    }

    // B.2.2. 16-bit steps are not baseline, but extended sequential.
    private void frame(List<QuantizationTable> steps, List<QuantizationTable> tables) {
        var isBaseline = tables.stream().allMatch(QuantizationTable::isEightBit);
        out.marker(isBaseline ? Marker.SOF0 : Marker.SOF1).u16(8 + 3 * steps.size());
        out.u8(frame.precision()).u16(frame.height()).u16(frame.width()).u8(steps.size());
        for (var i = 0; i < steps.size(); i++) {
            var component = frame.components().get(i);
            out.u8(i + 1).u8(component.horizontal() << 4 | component.vertical()).u8(tables.indexOf(steps.get(i)));
        }
    }

    // B.2.4.2. Numbers 0 and 1 are DC and AC of luminance, 2 and 3 of chrominance.
    private void huffmanTable(HuffmanTable table, int number) {
        out.marker(Marker.DHT).u16(3 + table.size()).u8((number & 1) << 4 | number >> 1);
        for (var length = 1; length <= HuffmanTable.MAX_CODE_LENGTH; length++) out.u8(table.count(length));
        for (var i = 0; i < table.valueCount(); i++) out.u8(table.value(i));
    }

    // B.2.3
    private void scan() {
        var components = frame.components().size();
        out.marker(Marker.SOS).u16(6 + 2 * components).u8(components);
        for (var i = 0; i < components; i++) out.u8(i + 1).u8(tableDestination(i) * 0x11);
        out.u8(0).u8(63).u8(0);
    }

    /// The output file. The array grows and is reused for the next one.
    static final class Output {
        byte[] bytes = new byte[1 << 16];
        int size;

        void clear() {
            size = 0;
        }

        void reserve(int more) {
            if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }

        Output u8(int value) {
            reserve(1);
            bytes[size++] = (byte) value;
            return this;
        }

        Output u16(int value) {
            return u8(value >> 8).u8(value);
        }

        Output write(byte[] more) {
            reserve(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
            return this;
        }

        /// Writes entropy-coded bytes, with a zero stuffed after each 0xFF (T.81 F.1.2.3).
        void writeStuffed(byte[] coded, int length) {
            reserve(2 * length + 8);
            for (var from = 0; from < length; ) {
                var copied = ByteScan.copyUntilFF(coded, from, length, bytes, size);
                from += copied;
                size += copied;
                if (from == length) return;
                bytes[size++] = (byte) 0xFF;
                bytes[size++] = 0;
                from++;
            }
        }

        Output marker(int marker) {
            return u8(0xFF).u8(marker);
        }

        ImageBytes toImage() {
            return new ImageBytes(Arrays.copyOf(bytes, size));
        }
    }
}
