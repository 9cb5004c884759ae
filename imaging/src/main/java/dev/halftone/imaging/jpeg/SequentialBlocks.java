package dev.halftone.imaging.jpeg;

/// Decodes all coefficients of a block at once (T.81 F.2.2), but for those that are not to be kept.
final class SequentialBlocks implements BlockDecoder {
    private final HuffmanDecoder dc;
    private final Survivors ac;
    private final BitReader reader;
    private final Blocks blocks;
    private final DcPrediction prediction = new DcPrediction();

    SequentialBlocks(HuffmanDecoder dc, Survivors ac, BitReader reader, Blocks blocks) {
        this.dc = dc;
        this.ac = ac;
        this.reader = reader;
        this.blocks = blocks;
    }

    @Override
    public void restart() {
        prediction.restart();
    }

    // All state is in local variables: see BitReader and Lane.
    @Override
    public void decode(int first, int count) {
        var data = reader.data;
        var end = reader.end();
        var bits = reader.bits;
        var held = reader.held;
        var next = reader.next;
        var lookup = ac.lookup;
        var coefficients = blocks.ac;
        for (var block = first; block < first + count; block++) {
            if (next > end) throw EntropyCodedData.truncated();
            var symbol = dc.lookup[(int) (bits >>> HuffmanDecoder.UNSEEN)];
            if (symbol == 0) symbol = dc.entry(bits);
            bits <<= symbol;
            held -= symbol & HuffmanDecoder.LENGTH;
            blocks.dc[block] = (short) prediction.next(symbol);

            var at = block * Blocks.SIZE;
            var nonzero = 0L;
            var k = 0;
            symbol = lookup[(int) (bits >>> Survivors.UNSEEN)];
            do {
                if (symbol == 0) symbol = ac.single.symbol(bits);
                do {
                    var coefficient = HuffmanDecoder.number(symbol, bits);
                    bits <<= symbol;
                    held -= symbol & HuffmanDecoder.LENGTH;
                    bits |= Words.bigEndian(data, next) >>> held;
                    next += (63 - held) >>> 3;
                    held |= 56;
                    k += symbol >>> HuffmanDecoder.ADVANCE;
                    if (k > 63) break;
                    coefficients[at + k] = (short) coefficient;
                    nonzero |= (long) ((coefficient | -coefficient) >>> 31) << k;
                    if (k == 63) break;
                    symbol = lookup[(int) (bits >>> Survivors.UNSEEN)];
                } while (symbol != 0);
            } while (symbol == 0);

            reader.bits = bits;
            reader.held = held;
            reader.next = next;
            blocks.nonzero[block] = nonzero;
            if (!Survivors.isBlockEnd(k)) {
                reader.takeBack(symbol & HuffmanDecoder.LENGTH);
                singly(block, k - (symbol >>> HuffmanDecoder.ADVANCE));
                bits = reader.bits;
                held = reader.held;
                next = reader.next;
            }
        }
    }

    // The rest of a block, which ends in the middle of what was looked up at once; or it is damaged.
    private void singly(int block, int last) {
        var k = last;
        do {
            var symbol = reader.symbol(ac.single);
            k += symbol >>> HuffmanDecoder.ADVANCE;
            var coefficient = HuffmanDecoder.number(symbol);
            if (coefficient != 0 && k < Blocks.SIZE) {
                blocks.ac[block * Blocks.SIZE + k] = (short) coefficient;
                blocks.nonzero[block] |= 1L << k;
            }
        } while (k < 63);
        HuffmanDecoder.requireBlockEnd(k);
        reader.fill();
    }
}
