package dev.halftone.imaging.jpeg;

/// The way of one component through a [BaselinePass].
final class Lane {
    private static final int ADVANCE = 0xFF << HuffmanDecoder.ADVANCE;
    // The index of the last coefficient, as it stands in an entry.
    private static final int LAST = 63 << Coefficients.INDEX;

    private final HuffmanDecoder dc;
    private final Survivors ac;
    private final Coder coder;
    private final int blocks;
    private final DcPrediction prediction = new DcPrediction();

    private Lane(HuffmanDecoder dc, Survivors ac, Coder coder, int blocks) {
        this.dc = dc;
        this.ac = ac;
        this.coder = coder;
        this.blocks = blocks;
    }

    static Lane of(Scan.Part part, CodingTables tables, Component component, Requantiser requantiser) {
        return new Lane(
                tables.dc(part.dc()),
                new Survivors(tables.ac(part.ac(), HuffmanDecoder.Kind.AC), requantiser.vanishing()),
                new Coder(requantiser, JpegWriter.destination(part.component())),
                component.blocks());
    }

    /// A restart in the source; the new JPEG has none.
    void restart() {
        prediction.restart();
    }

    /// Takes this component's blocks of an MCU (T.81 F.2.2.1 and F.2.2.2).
    ///
    /// One long method, so that all state is in local variables; and no branch on values: what becomes zero is
    /// written too, and then written over. The innermost loop calls nothing: C2 would keep variables in memory.
    void mcu(BitReader reader, Coefficients out) {
        var data = reader.data;
        var end = reader.end();
        var bits = reader.bits;
        var held = reader.held;
        var next = reader.next;
        var lookup = ac.lookup;
        var multipliers = coder.requantiser.multipliers;
        var entries = out.entries;
        var size = out.size;
        for (var block = 0; block < blocks; block++) {
            if (next > end) throw EntropyCodedData.truncated();
            var symbol = dc.lookup[(int) (bits >>> HuffmanDecoder.UNSEEN)];
            if (symbol == 0) symbol = dc.entry(bits);
            bits <<= symbol;
            held -= symbol & HuffmanDecoder.LENGTH;
            entries[size++] = coder.dc(prediction.next(symbol));

            var entry = coder.acZero;
            symbol = lookup[(int) (bits >>> Survivors.UNSEEN)];
            do {
                if (symbol == 0) symbol = ac.single.symbol(bits);
                do {
                    var number = HuffmanDecoder.number(symbol, bits);
                    bits <<= symbol;
                    held -= symbol & HuffmanDecoder.LENGTH;
                    bits |= Words.bigEndian(data, next) >>> held;
                    next += (63 - held) >>> 3;
                    held |= 56;
                    entry += symbol & ADVANCE;
                    var coefficient = Requantiser.scaled(number, multipliers[entry >>> Coefficients.INDEX]);
                    entries[size] = entry + coefficient;
                    size += (coefficient | -coefficient) >>> 31;
                    if (Integer.compareUnsigned(entry, LAST) >= 0) break;
                    symbol = lookup[(int) (bits >>> Survivors.UNSEEN)];
                } while (symbol != 0);
            } while (symbol == 0);

            reader.bits = bits;
            reader.held = held;
            reader.next = next;
            out.size = size;
            if (!Survivors.isBlockEnd(entry >>> Coefficients.INDEX)) {
                reader.takeBack(symbol & HuffmanDecoder.LENGTH);
                singly(entry - (symbol & ADVANCE), reader, out);
                bits = reader.bits;
                held = reader.held;
                next = reader.next;
            }
            coder.end(out);
            size = out.size;
        }
    }

    // The rest of a block, which ends in the middle of what was looked up at once; or it is damaged.
    private void singly(int begin, BitReader reader, Coefficients out) {
        var entry = begin;
        do {
            var symbol = reader.symbol(ac.single);
            entry += symbol & ADVANCE;
            var k = entry >>> Coefficients.INDEX;
            var coefficient = coder.requantiser.requantised(HuffmanDecoder.number(symbol), k);
            if (coefficient != 0) out.entries[out.size++] = entry + coefficient;
        } while (Integer.compareUnsigned(entry, LAST) < 0);
        HuffmanDecoder.requireBlockEnd(entry >>> Coefficients.INDEX);
        reader.fill();
    }
}
