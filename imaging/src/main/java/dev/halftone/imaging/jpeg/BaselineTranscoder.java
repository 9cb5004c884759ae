package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Transcodes baseline to baseline: each coefficient is decoded, requantized and passed on, without an array of them
/// in between. For a frame with a single scan of all components.
final class BaselineTranscoder {
    private final Frame frame;
    private final EntropyCodedSegments data;
    private final BitReader reader;
    private final McuRowCoefficients out;
    private final ComponentTranscoder[] components;

    private BaselineTranscoder(
            Frame frame, List<ComponentTranscoder> components, EntropyCodedSegments data, Workspace workspace) {
        this.frame = frame;
        this.components = components.toArray(ComponentTranscoder[]::new);
        this.data = data;
        this.reader = workspace.bits;
        this.out = workspace.row;
    }

    static BaselineTranscoder create(
            JpegReader jpeg, ScanHeader scanHeader, List<QuantizationTable> steps, Workspace workspace) {
        var transcoders = new ArrayList<ComponentTranscoder>();
        for (var scanComponent : scanHeader.components()) {
            var component = jpeg.frame().components().get(scanComponent.index());
            var requantizer = new Requantizer(jpeg.tables().quantization(component), steps.get(scanComponent.index()));
            transcoders.add(ComponentTranscoder.of(scanComponent, jpeg.tables(), component, requantizer));
        }
        return new BaselineTranscoder(jpeg.frame(), transcoders, jpeg.data(workspace.bits), workspace);
    }

    /// Returns the data it has read.
    EntropyCodedSegments run(JpegWriter writer, TranscodeStrategy.WorkLimit workLimit) {
        for (var row = 0; row < frame.mcuRows(); row++) {
            workLimit.check();
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

    /// Transcodes the blocks of one component.
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

        /// Handles a restart in the source. The new JPEG has none.
        void restart() {
            prediction.restart();
        }

        /// Transcodes this component's blocks of an MCU (T.81 F.2.2.1 and F.2.2.2).
        ///
        /// This is one long method, so that all state is in local variables. It does not branch on values:
        /// coefficients that become zero are written, too, and then overwritten. The innermost loop calls no
        /// method, because C2 would then keep variables in memory.
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
                if (next > end) throw reader.outOfData();
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

        // Transcodes the rest of a block that ends in the middle of a table lookup, or that is corrupt.
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
