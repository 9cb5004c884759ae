package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Baseline in, baseline out: decodes, re-quantises and hands on each coefficient by itself, with no array of them
/// between. For a frame whose only scan holds all its components.
final class BaselineTranscoder {
    private final Frame frame;
    private final EntropyCodedSegments data;
    private final BitReader reader;
    private final McuRowCoefficients out;
    private final ComponentTranscoder[] components;

    private BaselineTranscoder(
            Frame frame, List<ComponentTranscoder> lanes, EntropyCodedSegments data, Workspace workspace) {
        this.frame = frame;
        this.components = lanes.toArray(ComponentTranscoder[]::new);
        this.data = data;
        this.reader = workspace.bits;
        this.out = workspace.row;
    }

    static BaselineTranscoder create(
            JpegReader jpeg, ScanHeader scanHeader, List<QuantizationTable> steps, Workspace workspace) {
        var lanes = new ArrayList<ComponentTranscoder>();
        for (var scanComponent : scanHeader.components()) {
            var component = jpeg.frame().components().get(scanComponent.index());
            var requantizer = new Requantizer(jpeg.tables().quantization(component), steps.get(scanComponent.index()));
            lanes.add(ComponentTranscoder.of(scanComponent, jpeg.tables(), component, requantizer));
        }
        return new BaselineTranscoder(jpeg.frame(), lanes, jpeg.data(workspace.bits), workspace);
    }

    /// Returns the data it has read.
    EntropyCodedSegments run(JpegWriter writer, TranscodeStrategy.Deadline deadline) {
        for (var row = 0; row < frame.mcuRows(); row++) {
            deadline.check();
            out.begin(frame.mcuColumns() * frame.blocksInMcu());
            transcodeRow();
            writer.writeRow();
        }
        return data;
    }

    private void transcodeRow() {
        for (var left = frame.mcuColumns(); left > 0; ) {
            if (data.startInterval()) for (var componentTranscoder : components) componentTranscoder.restart();
            var mcus = data.takeMcus(left);
            for (var i = 0; i < mcus; i++) {
                for (var componentTranscoder : components) componentTranscoder.transcodeMcu(reader, out);
            }
            left -= mcus;
        }
    }

    /// The way of one component through a [BaselineTranscoder].
    static final class ComponentTranscoder {
        private static final int ADVANCE = 0xFF << HuffmanDecoder.ADVANCE;
        // The index of the last coefficient, as it stands in an entry.
        private static final int LAST = 63 << McuRowCoefficients.INDEX;

        private final HuffmanDecoder dc;
        private final SkippingDecodeTable ac;
        private final BlockEncoder blockEncoder;
        private final int blocks;
        private final BlockDecoder.DcPredictor prediction = new BlockDecoder.DcPredictor();

        private ComponentTranscoder(HuffmanDecoder dc, SkippingDecodeTable ac, BlockEncoder blockEncoder, int blocks) {
            this.dc = dc;
            this.ac = ac;
            this.blockEncoder = blockEncoder;
            this.blocks = blocks;
        }

        static ComponentTranscoder of(
                ScanHeader.ScanComponent scanComponent,
                CodingTables tables,
                Frame.Component component,
                Requantizer requantizer) {
            return new ComponentTranscoder(
                    tables.dc(scanComponent.dc()),
                    new SkippingDecodeTable(
                            tables.ac(scanComponent.ac(), HuffmanDecoder.Kind.AC), requantizer.zeroThreshold()),
                    new BlockEncoder(requantizer, JpegWriter.tableDestination(scanComponent.index())),
                    component.blocksInMcu());
        }

        /// A restart in the source; the new JPEG has none.
        void restart() {
            prediction.restart();
        }

        /// Takes this component's blocks of an MCU (T.81 F.2.2.1 and F.2.2.2).
        ///
        /// One long method, so that all state is in local variables; and no branch on values: what becomes zero
        /// is written too, and then written over. The innermost loop calls nothing: C2 would keep variables in
        /// memory.
        void transcodeMcu(BitReader reader, McuRowCoefficients out) {
            var data = reader.data;
            var end = reader.limit();
            var bits = reader.bits;
            var held = reader.held;
            var next = reader.next;
            var lookup = ac.lookup;
            var multipliers = blockEncoder.requantizer.multipliers;
            var entries = out.entries;
            var size = out.size;
            for (var block = 0; block < blocks; block++) {
                if (next > end) throw EntropyCodedSegments.truncated();
                var symbol = dc.lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
                if (symbol == 0) symbol = dc.entry(bits);
                bits <<= symbol;
                held -= symbol & HuffmanDecoder.LENGTH;
                entries[size++] = blockEncoder.encodeDc(prediction.next(symbol));

                var entry = blockEncoder.acZero;
                symbol = lookup[(int) (bits >>> SkippingDecodeTable.LOOKUP_SHIFT)];
                do {
                    if (symbol == 0) symbol = ac.single.symbol(bits);
                    do {
                        var number = HuffmanDecoder.number(symbol, bits);
                        bits <<= symbol;
                        held -= symbol & HuffmanDecoder.LENGTH;
                        bits |= ByteScan.readBigEndian(data, next) >>> held;
                        next += (63 - held) >>> 3;
                        held |= 56;
                        entry += symbol & ADVANCE;
                        var coefficient = Requantizer.scale(number, multipliers[entry >>> McuRowCoefficients.INDEX]);
                        entries[size] = entry + coefficient;
                        size += (coefficient | -coefficient) >>> 31;
                        if (Integer.compareUnsigned(entry, LAST) >= 0) break;
                        symbol = lookup[(int) (bits >>> SkippingDecodeTable.LOOKUP_SHIFT)];
                    } while (symbol != 0);
                } while (symbol == 0);

                reader.bits = bits;
                reader.held = held;
                reader.next = next;
                out.size = size;
                if (!SkippingDecodeTable.isBlockEnd(entry >>> McuRowCoefficients.INDEX)) {
                    reader.unread(symbol & HuffmanDecoder.LENGTH);
                    transcodeRest(entry - (symbol & ADVANCE), reader, out);
                    bits = reader.bits;
                    held = reader.held;
                    next = reader.next;
                }
                blockEncoder.endBlock(out);
                size = out.size;
            }
        }

        // The rest of a block, which ends in the middle of what was looked up at once; or it is damaged.
        private void transcodeRest(int begin, BitReader reader, McuRowCoefficients out) {
            var entry = begin;
            do {
                var symbol = reader.readSymbol(ac.single);
                entry += symbol & ADVANCE;
                var k = entry >>> McuRowCoefficients.INDEX;
                var coefficient = blockEncoder.requantizer.requantize(HuffmanDecoder.number(symbol), k);
                if (coefficient != 0) out.entries[out.size++] = entry + coefficient;
            } while (Integer.compareUnsigned(entry, LAST) < 0);
            HuffmanDecoder.requireBlockEnd(entry >>> McuRowCoefficients.INDEX);
            reader.refill();
        }
    }
}
