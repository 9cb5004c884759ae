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
        var k = scan.from();
        while (k <= scan.to()) {
            var symbol = reader.symbol(ac);
            var magnitude = (symbol >>> HuffmanDecoder.MAGNITUDE & HuffmanDecoder.LARGEST) << scan.shift();
            var run = symbol >>> HuffmanDecoder.ADVANCE;
            if (magnitude == 0 && run < HuffmanDecoder.RRRR_OF_ZRL) {
                ended = (1 << run) - 1 + reader.take(run);
                break;
            }
            k += run;
            if (k > scan.to() || magnitude > Blocks.LARGEST_AC) throw EntropyCodedData.damaged();
            blocks.ac[block * Blocks.SIZE + k] = (short) HuffmanDecoder.signed(magnitude, symbol);
            nonzero |= (long) (-magnitude >>> 31) << k;
            k++;
        }
        blocks.nonzero[block] = nonzero;
    }
}
