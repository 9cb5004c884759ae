package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Baseline in, baseline out: decodes, re-quantises and hands on each coefficient by itself, with no array of them
/// between. For a frame whose only scan holds all its components.
final class BaselinePass {
    // The index of a coefficient, as it stands in an entry of Symbols.
    private static final int ONE = 1 << Symbols.INDEX;
    private static final int LAST = 63 << Symbols.INDEX;
    private static final int ADVANCE = 0xFF << HuffmanDecoder.ADVANCE;

    private final Frame frame;
    private final EntropyCodedData data;
    private final BitReader reader;
    private final Symbols symbols;
    private final List<Lane> lanes;
    // The lane of each block of an MCU (T.81 A.2.3).
    private final Lane[] mcu;

    private BaselinePass(Frame frame, List<Lane> lanes, EntropyCodedData data, Workspace workspace) {
        this.frame = frame;
        this.lanes = lanes;
        this.data = data;
        this.reader = workspace.bits;
        this.symbols = workspace.symbols;
        this.mcu = lanes.stream().flatMap(Lane::forEachBlock).toArray(Lane[]::new);
    }

    static BaselinePass of(JpegReader jpeg, Scan scan, List<QuantisationSteps> steps, Workspace workspace) {
        var lanes = new ArrayList<Lane>();
        for (var part : scan.parts()) {
            var component = jpeg.frame().components().get(part.component());
            var requantiser = new Requantiser(jpeg.tables().quantisation(component), steps.get(part.component()));
            lanes.add(Lane.of(part, jpeg.tables(), component, requantiser));
        }
        return new BaselinePass(jpeg.frame(), lanes, jpeg.data(workspace.bits), workspace);
    }

    /// Returns the data it has read.
    EntropyCodedData run(JpegWriter writer, Deadline deadline) {
        for (var row = 0; row < frame.mcusDown(); row++) {
            deadline.check();
            symbols.reserve(frame.mcusAcross() * mcu.length);
            row();
            writer.rowDone();
        }
        return data;
    }

    private void row() {
        for (var left = frame.mcusAcross(); left > 0; ) {
            if (data.restarts()) lanes.forEach(Lane::restart);
            var mcus = data.mcus(left);
            blocks(mcus);
            left -= mcus;
        }
    }

    // T.81 F.2.2.1 and F.2.2.2. One long method, so that all state is in local variables; and no branch on values: what
    // becomes zero is written too, and then written over.
    private void blocks(int mcus) {
        var data = reader.data;
        var end = reader.end();
        var bits = reader.bits;
        var held = reader.held;
        var next = reader.next;
        var entries = symbols.entries;
        var size = symbols.size;
        for (var i = 0; i < mcus; i++) {
            for (var lane : mcu) {
                if (next > end) throw EntropyCodedData.truncated();
                bits |= Words.bigEndian(data, next) >>> held;
                next += (63 - held) >>> 3;
                held |= 56;
                var symbol = lane.dc.lookup[(int) (bits >>> HuffmanDecoder.UNSEEN)];
                if (symbol == 0) symbol = lane.dc.entry(bits);
                bits <<= symbol;
                held -= symbol & HuffmanDecoder.LENGTH;
                entries[size++] = lane.dcEntry(symbol);

                var lookup = lane.ac.lookup;
                var multipliers = lane.coder.requantiser.multipliers;
                var entry = lane.coder.acTable;
                while (Integer.compareUnsigned(entry, LAST) < 0) {
                    bits |= Words.bigEndian(data, next) >>> held;
                    next += (63 - held) >>> 3;
                    held |= 56;
                    symbol = lookup[(int) (bits >>> HuffmanDecoder.UNSEEN)];
                    if (symbol == 0) symbol = lane.ac.entry(bits);
                    bits <<= symbol;
                    held -= symbol & HuffmanDecoder.LENGTH;
                    entry += symbol & ADVANCE;
                    var coefficient =
                            Requantiser.scaled(HuffmanDecoder.number(symbol), multipliers[entry >>> Symbols.INDEX]);
                    entries[size] = entry + coefficient;
                    size += -Math.abs(coefficient) >>> 31;
                }
                HuffmanDecoder.requireBlockEnd(entry >>> Symbols.INDEX);
                var last = entries[size - 1] >>> Symbols.INDEX;
                if (last != 63) entries[size++] = lane.coder.acTable + ONE + (last << Symbols.INDEX);
            }
        }
        reader.bits = bits;
        reader.held = held;
        reader.next = next;
        symbols.size = size;
    }
}
