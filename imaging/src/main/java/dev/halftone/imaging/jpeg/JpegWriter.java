package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.util.List;

/// Writes the new JPEG (T.81 Annex B; JFIF 1.02): a baseline one of one scan, with Huffman tables made for it.
///
/// The tables are made for all of the picture, if that is not too much to keep; those of a very large one for its upper
/// part.
final class JpegWriter {
    // 4 MB of symbols; at quality 50 about 8 megapixels.
    private static final int MANY = 1 << 20;

    private final Frame frame;
    private final Application application;
    private final Coefficients row;
    private final Symbols symbols;
    private final Output out;
    private final HuffmanEncoder encoder;
    private final SymbolCounts counts = new SymbolCounts();
    private boolean scanBegun;

    JpegWriter(Frame frame, Application application, Workspace workspace) {
        this.frame = frame;
        this.application = application;
        this.row = workspace.row;
        this.symbols = workspace.symbols;
        this.out = workspace.out;
        this.encoder = new HuffmanEncoder(out);
        symbols.clear();
        out.clear();
    }

    /// Where the Huffman tables of a component are kept: its luminance has its own, its chrominance shares one.
    static int destination(int component) {
        return Math.min(component, 1);
    }

    /// All that stands before the Huffman tables.
    ///
    /// @param steps of each component
    void begin(List<QuantisationSteps> steps) {
        out.marker(Marker.SOI);
        jfif(application.density());
        application.colourProfile().forEach(this::copy);
        var tables = steps.stream().distinct().toList();
        for (var i = 0; i < tables.size(); i++) quantisationTable(tables.get(i), i);
        frame(steps, tables);
    }

    /// To be called whenever the coefficients of a row of MCUs are there.
    void rowDone() {
        var before = symbols.size;
        symbols.add(row);
        counts.add(symbols, before);
        if (symbols.size < MANY) return;
        if (!scanBegun) {
            counts.addOneOfEach();
            beginScan();
        }
        code();
    }

    /// To be called after the last row.
    ImageBytes end() {
        if (!scanBegun) beginScan();
        code();
        encoder.close();
        out.marker(Marker.EOI);
        return out.toImage();
    }

    private void beginScan() {
        var tables = 2 * (destination(frame.components().size() - 1) + 1);
        for (var table = 0; table < tables; table++) {
            var optimal = HuffmanOptimiser.optimal(counts.of(table));
            encoder.use(optimal, table);
            huffmanTable(optimal, table);
        }
        scan();
        scanBegun = true;
    }

    private void code() {
        encoder.write(symbols);
        symbols.clear();
    }

    private void jfif(Density density) {
        out.marker(Marker.APP0).u16(16).write(new byte[] {'J', 'F', 'I', 'F', 0, 1, 2});
        out.u8(density.unit()).u16(density.horizontal()).u16(density.vertical()).u16(0);
    }

    private void copy(Segment segment) {
        out.marker(segment.marker()).u16(segment.size() + 2).write(segment.bytes(0, segment.size()));
    }

    // B.2.4.1
    private void quantisationTable(QuantisationSteps steps, int destination) {
        var isShort = steps.areShort();
        out.marker(Marker.DQT).u16(isShort ? 67 : 131).u8(isShort ? destination : 0x10 | destination);
        for (var k = 0; k < 64; k++) {
            if (isShort) out.u8(steps.step(k));
            else out.u16(steps.step(k));
        }
    }

    // B.2.2. Long steps are not baseline any more, but extended sequential.
    private void frame(List<QuantisationSteps> steps, List<QuantisationSteps> tables) {
        var isBaseline = tables.stream().allMatch(QuantisationSteps::areShort);
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
        for (var length = 1; length <= HuffmanTable.LONGEST_CODE; length++) out.u8(table.count(length));
        for (var i = 0; i < table.values(); i++) out.u8(table.value(i));
    }

    // B.2.3
    private void scan() {
        var components = frame.components().size();
        out.marker(Marker.SOS).u16(6 + 2 * components).u8(components);
        for (var i = 0; i < components; i++) out.u8(i + 1).u8(destination(i) * 0x11);
        out.u8(0).u8(63).u8(0);
    }
}
