package dev.halftone.imaging.jpeg;

/// Decodes all coefficients of a block at once (T.81 F.2.2).
final class SequentialBlocks implements BlockDecoder {
    private final HuffmanDecoder dc;
    private final HuffmanDecoder ac;
    private final BitReader reader;
    private final Blocks blocks;
    private final DcPrediction prediction = new DcPrediction();

    SequentialBlocks(HuffmanDecoder dc, HuffmanDecoder ac, BitReader reader, Blocks blocks) {
        this.dc = dc;
        this.ac = ac;
        this.reader = reader;
        this.blocks = blocks;
    }

    @Override
    public void restart() {
        prediction.restart();
    }

    // All state is in local variables: see BitReader.
    @Override
    public void decode(int first, int count) {
        var data = reader.data;
        var end = reader.end();
        var bits = reader.bits;
        var held = reader.held;
        var next = reader.next;
        var coefficients = blocks.ac;
        for (var block = first; block < first + count; block++) {
            if (next > end) throw EntropyCodedData.truncated();
            bits |= Words.bigEndian(data, next) >>> held;
            next += (63 - held) >>> 3;
            held |= 56;
            var symbol = dc.lookup[(int) (bits >>> HuffmanDecoder.UNSEEN)];
            if (symbol == 0) symbol = dc.entry(bits);
            bits <<= symbol;
            held -= symbol & HuffmanDecoder.LENGTH;
            blocks.dc[block] = (short) prediction.next(symbol);

            var lookup = ac.lookup;
            var nonzero = 0L;
            var k = 0;
            while (k < Blocks.SIZE - 1) {
                bits |= Words.bigEndian(data, next) >>> held;
                next += (63 - held) >>> 3;
                held |= 56;
                symbol = lookup[(int) (bits >>> HuffmanDecoder.UNSEEN)];
                if (symbol == 0) symbol = ac.entry(bits);
                bits <<= symbol;
                held -= symbol & HuffmanDecoder.LENGTH;
                k += symbol >>> HuffmanDecoder.ADVANCE;
                if (k < Blocks.SIZE) {
                    var coefficient = HuffmanDecoder.number(symbol);
                    coefficients[block * Blocks.SIZE + k] = (short) coefficient;
                    // Of 16 zeros (ZRL) the last is no coefficient.
                    nonzero |= (long) (-Math.abs(coefficient) >>> 31) << k;
                }
            }
            HuffmanDecoder.requireBlockEnd(k);
            blocks.nonzero[block] = nonzero;
        }
        reader.bits = bits;
        reader.held = held;
        reader.next = next;
    }
}
