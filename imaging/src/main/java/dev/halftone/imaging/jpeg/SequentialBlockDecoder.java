package dev.halftone.imaging.jpeg;

/// Decodes all coefficients of a block at once (T.81 F.2.2), except those that need not be kept.
final class SequentialBlockDecoder implements BlockDecoder {
    private final HuffmanDecoder dc;
    private final SkippingDecodeTable ac;
    private final BitReader reader;
    private final CoefficientBlocks coefficientBlocks;
    private final BlockDecoder.DcPredictor prediction = new BlockDecoder.DcPredictor();

    SequentialBlockDecoder(
            HuffmanDecoder dc, SkippingDecodeTable ac, BitReader reader, CoefficientBlocks coefficientBlocks) {
        this.dc = dc;
        this.ac = ac;
        this.reader = reader;
        this.coefficientBlocks = coefficientBlocks;
    }

    @Override
    public void restart() {
        prediction.restart();
    }

    // All state is in local variables: see BitReader and BaselineTranscoder.ComponentTranscoder.
    @Override
    public void decode(int first, int count) {
        var data = reader.data;
        var end = reader.limit();
        var bits = reader.bits;
        var held = reader.held;
        var next = reader.next;
        var lookup = ac.lookup;
        var coefficients = coefficientBlocks.ac;
        for (var block = first; block < first + count; block++) {
            if (next > end) throw reader.outOfData();
            var symbol = dc.lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
            if (symbol == 0) symbol = dc.entry(bits);
            bits <<= symbol;
            held -= symbol & HuffmanDecoder.LENGTH;
            coefficientBlocks.dc[block] = (short) prediction.next(symbol);

            var at = block * CoefficientBlocks.SIZE;
            var nonzero = 0L;
            var k = 0;
            symbol = lookup[(int) (bits >>> SkippingDecodeTable.LOOKUP_SHIFT)];
            do {
                if (symbol == 0) symbol = ac.single.symbol(bits);
                do {
                    var coefficient = HuffmanDecoder.number(symbol, bits);
                    bits <<= symbol;
                    held -= symbol & HuffmanDecoder.LENGTH;
                    bits |= ByteScan.readBigEndian(data, next) >>> held;
                    next += (63 - held) >>> 3;
                    held |= 56;
                    k += symbol >>> HuffmanDecoder.ADVANCE;
                    if (k > 63) break;
                    coefficients[at + k] = (short) coefficient;
                    nonzero |= (long) ((coefficient | -coefficient) >>> 31) << k;
                    if (k == 63) break;
                    symbol = lookup[(int) (bits >>> SkippingDecodeTable.LOOKUP_SHIFT)];
                } while (symbol != 0);
            } while (symbol == 0);

            reader.bits = bits;
            reader.held = held;
            reader.next = next;
            coefficientBlocks.nonzero[block] = nonzero;
            if (!SkippingDecodeTable.isBlockEnd(k)) {
                reader.unread(symbol & HuffmanDecoder.LENGTH);
                decodeRest(block, k - (symbol >>> HuffmanDecoder.ADVANCE));
                bits = reader.bits;
                held = reader.held;
                next = reader.next;
            }
        }
    }

    // Decodes the rest of a block that ends in the middle of a table lookup, or that is corrupt.
    private void decodeRest(int block, int last) {
        var k = last;
        do {
            var symbol = reader.readSymbol(ac.single);
            k += symbol >>> HuffmanDecoder.ADVANCE;
            var coefficient = HuffmanDecoder.number(symbol);
            if (coefficient != 0 && k < CoefficientBlocks.SIZE) {
                coefficientBlocks.ac[block * CoefficientBlocks.SIZE + k] = (short) coefficient;
                coefficientBlocks.nonzero[block] |= 1L << k;
            }
        } while (k < 63);
        HuffmanDecoder.requireBlockEnd(k);
        reader.refill();
    }
}
