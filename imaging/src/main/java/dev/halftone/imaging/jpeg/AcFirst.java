package dev.halftone.imaging.jpeg;

/// Decodes the upper bits of a band of AC (T.81 G.1.2.2).
final class AcFirst implements BlockDecoder {
    private final HuffmanDecoder ac;
    private final Scan scan;
    private final BitReader reader;
    private final Blocks blocks;
    // EOBRUN: how many blocks end before they have begun.
    private int ended;

    AcFirst(HuffmanDecoder ac, Scan scan, BitReader reader, Blocks blocks) {
        this.ac = ac;
        this.scan = scan;
        this.reader = reader;
        this.blocks = blocks;
    }

    @Override
    public void restart() {
        ended = 0;
    }

    @Override
    public void decode(int first, int count) {
        for (var block = first; block < first + count; block++) {
            if (ended > 0) ended--;
            else decode(block);
        }
    }

    private void decode(int block) {
        reader.requireMore();
        var nonzero = blocks.nonzero[block];
        var k = scan.from() - 1;
        while (k < scan.to()) {
            var symbol = reader.symbol(ac);
            var coefficient = HuffmanDecoder.number(symbol) << scan.shift();
            var advance = symbol >>> HuffmanDecoder.ADVANCE;
            if (coefficient == 0 && advance < HuffmanDecoder.LONGEST_ADVANCE) {
                ended = (1 << (advance - 1)) - 1 + reader.take(advance - 1);
                break;
            }
            k += advance;
            if (k > scan.to() || Math.abs(coefficient) > Blocks.LARGEST_AC) throw EntropyCodedData.damaged();
            blocks.ac[block * Blocks.SIZE + k] = (short) coefficient;
            nonzero |= (long) (-Math.abs(coefficient) >>> 31) << k;
        }
        blocks.nonzero[block] = nonzero;
    }
}
