package dev.halftone.imaging.jpeg;

/// Decodes one more bit of a band of AC (T.81 G.1.2.3).
final class AcRefinement implements BlockDecoder {
    // Correction bits that are read at once.
    private static final int AT_ONCE = 32;

    private final HuffmanDecoder ac;
    private final Scan scan;
    private final BitReader reader;
    private final Blocks blocks;
    private final int bit;
    // EOBRUN: of how many blocks there are only correction bits.
    private int ended;

    AcRefinement(HuffmanDecoder ac, Scan scan, BitReader reader, Blocks blocks) {
        this.ac = ac;
        this.scan = scan;
        this.reader = reader;
        this.blocks = blocks;
        this.bit = 1 << scan.shift();
        if (bit > Blocks.LARGEST_AC) throw EntropyCodedData.damaged();
    }

    @Override
    public void restart() {
        ended = 0;
    }

    @Override
    public void decode(int first, int count) {
        for (var block = first; block < first + count; block++) {
            reader.requireMore();
            var behind = ended > 0 ? scan.from() : decode(block);
            if (ended == 0) continue;
            ended--;
            correct(block, Blocks.between(behind, scan.to() + 1));
        }
    }

    // Returns the index behind which only corrections follow, if the band is not at its end.
    private int decode(int block) {
        var k = scan.from();
        while (k <= scan.to()) {
            var symbol = reader.symbol(ac);
            var number = HuffmanDecoder.number(symbol);
            var run = (symbol >>> HuffmanDecoder.ADVANCE) - 1;
            if (Math.abs(number) > 1) throw EntropyCodedData.damaged();
            if (number == 0 && run < HuffmanDecoder.LONGEST_ADVANCE - 1) {
                ended = (1 << run) + reader.take(run);
                return k;
            }
            var place = k + run;
            if ((blocks.nonzero[block] & Blocks.between(k, place + 1)) != 0) {
                place = placeBehind(run, block, k);
                correct(block, Blocks.between(k, place));
            }
            if (number != 0) add(block, place, number * bit);
            k = place + 1;
        }
        return k;
    }

    // Where the next coefficient stands that is 0 so far, behind a run of others that are.
    private int placeBehind(int run, int block, int from) {
        var zeros = ~blocks.nonzero[block] >>> from << from;
        for (var i = 0; i < run; i++) zeros &= zeros - 1;
        return Math.min(Long.numberOfTrailingZeros(zeros), scan.to() + 1);
    }

    private void add(int block, int k, int coefficient) {
        if (k > scan.to()) throw EntropyCodedData.damaged();
        blocks.ac[block * Blocks.SIZE + k] = (short) coefficient;
        blocks.nonzero[block] |= 1L << k;
    }

    // A bit for each coefficient of a part of the band that is not 0 so far.
    private void correct(int block, long part) {
        var left = blocks.nonzero[block] & part;
        while (left != 0) {
            var count = Math.min(Long.bitCount(left), AT_ONCE);
            var corrections = reader.take(count);
            while (count-- > 0) {
                correct(block * Blocks.SIZE + Long.numberOfTrailingZeros(left), corrections >>> count & 1);
                left &= left - 1;
            }
        }
    }

    // Adds the bit to the magnitude, without a branch; one that has it already keeps it, and no more.
    private void correct(int at, int correction) {
        var coefficient = blocks.ac[at];
        var sign = coefficient >> 15;
        var magnitude = (coefficient ^ sign) - sign;
        var corrected = magnitude | (bit & -correction);
        blocks.ac[at] = (short) ((corrected ^ sign) - sign);
    }
}
