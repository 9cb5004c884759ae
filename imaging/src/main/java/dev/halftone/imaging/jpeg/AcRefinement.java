package dev.halftone.imaging.jpeg;

/// Decodes one more bit of a band of AC (T.81 G.1.2.3, figures G.7 to G.9).
///
/// A block's coefficients that are not 0 before the scan are its history. A run counts only coefficients that are
/// still 0. After the symbol of the run, each coefficient of the history that the run passes has a correction bit: one
/// more bit of its magnitude. The correction bits are collected, and applied together after the last one.
final class AcRefinement implements BlockDecoder {
    // Correction bits between refills.
    private static final int MAX_BITS = 32;

    private final HuffmanDecoder ac;
    private final ScanHeader scanHeader;
    private final BitReader reader;
    private final CoefficientBlocks coefficientBlocks;
    private final int bit;
    // All bits, or none if coefficients of only this bit need not be kept.
    private final long kept;
    // EOBRUN: how many blocks have only correction bits.
    private int eobRun;

    AcRefinement(HuffmanDecoder ac, ScanHeader scanHeader, BitReader reader, Plane plane) {
        this.ac = ac;
        this.scanHeader = scanHeader;
        this.reader = reader;
        this.coefficientBlocks = plane.coefficientBlocks();
        this.bit = 1 << scanHeader.approximationLow();
        this.kept = bit > plane.zeroThreshold() ? -1 : 0;
        if (bit > CoefficientBlocks.MAX_AC) throw JpegAbort.damaged();
    }

    @Override
    public void restart() {
        eobRun = 0;
    }

    // All state is in local variables: see BitReader. The main path has no branch that depends on the history.
    @Override
    public void decode(int first, int count) {
        var data = reader.data;
        var limit = reader.limit();
        var bits = reader.bits;
        var held = reader.held;
        var next = reader.next;
        var lookup = ac.lookup;
        var passedHistory = PassedHistory.LOOKUP;
        var coefficients = coefficientBlocks.ac;
        var nonzero = coefficientBlocks.nonzero;
        var start = scanHeader.spectralStart();
        var end = scanHeader.spectralEnd();
        var band = scanHeader.coefficients();
        for (var block = first; block < first + count; block++) {
            if (next > limit) throw reader.outOfData();
            var at = block * CoefficientBlocks.SIZE;
            var history = nonzero[block] & band;
            var corrections = 0L;
            var added = 0L;
            var k = start;
            do {
                bits |= ByteScan.readBigEndian(data, next) >>> held;
                next += (63 - held) >>> 3;
                held |= 56;
                var number = 0;
                int passed;
                if (eobRun > 0) {
                    // Only the block's other corrections are left.
                    passed = Long.bitCount(history >>> k);
                    k = CoefficientBlocks.SIZE;
                } else {
                    var symbol = lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
                    if (symbol == 0) symbol = ac.entry(bits);
                    bits <<= symbol;
                    held -= symbol & HuffmanDecoder.LENGTH;
                    number = HuffmanDecoder.number(symbol);
                    var run = (symbol >>> HuffmanDecoder.ADVANCE) - 1;
                    if (number == 0 && run < HuffmanDecoder.MAX_ADVANCE - 1) {
                        // EOB0 to EOB14; this block is the run's first.
                        eobRun = (1 << run) + (int) (bits >>> 1 >>> (63 - run));
                        bits <<= run;
                        held -= run;
                        continue;
                    }
                    passed = run < PassedHistory.WINDOW
                            ? passedHistory[
                                    (run << PassedHistory.WINDOW) | ((int) (history >>> k) & PassedHistory.MASK)]
                            : PassedHistory.BEYOND;
                    if (passed == PassedHistory.BEYOND) passed = PassedHistory.count(run, history >>> k);
                    k += run + passed;
                }
                for (; passed > MAX_BITS; passed -= MAX_BITS) {
                    corrections = (corrections << MAX_BITS) | (bits >>> (64 - MAX_BITS));
                    bits <<= MAX_BITS;
                    held -= MAX_BITS;
                    bits |= ByteScan.readBigEndian(data, next) >>> held;
                    next += (63 - held) >>> 3;
                    held |= 56;
                }
                corrections = (corrections << passed) | (bits >>> 1 >>> (63 - passed));
                bits <<= passed;
                held -= passed;
                if (number != 0) {
                    if (k > end || Math.abs(number) > 1) throw JpegAbort.damaged();
                    coefficients[at + k] = (short) (number * bit);
                    added |= 1L << k;
                }
                k++;
            } while (k <= end);
            if (eobRun > 0) eobRun--;
            nonzero[block] |= added & kept;
            correct(at, history, corrections);
        }
        reader.bits = bits;
        reader.held = held;
        reader.next = next;
    }

    // Adds bits to magnitudes, without a branch. A magnitude that already has the bit keeps it.
    private void correct(int at, long history, long corrections) {
        var coefficients = coefficientBlocks.ac;
        var bits = corrections << -Long.bitCount(history);
        for (var left = history; left != 0; left &= left - 1) {
            var index = at + Long.numberOfTrailingZeros(left);
            var coefficient = coefficients[index];
            var sign = coefficient >> 15;
            var magnitude = ((coefficient ^ sign) - sign) | (bit & (int) (bits >> 63));
            coefficients[index] = (short) ((magnitude ^ sign) - sign);
            bits <<= 1;
        }
    }

    /// How many coefficients of a block's history a run passes, by table lookup. `Long.expand` would be as fast, but
    /// only on processors that have such an instruction.
    static final class PassedHistory {
        /// How many bits of the history one lookup covers. With eight, too many runs end beyond them.
        static final int WINDOW = 10;

        static final int MASK = (1 << WINDOW) - 1;
        /// The run ends beyond the window.
        static final int BEYOND = -1;

        /// By run and history.
        static final byte[] LOOKUP = lookup();

        private PassedHistory() {}

        private static byte[] lookup() {
            var lookup = new byte[WINDOW << WINDOW];
            for (var i = 0; i < lookup.length; i++) {
                var run = i >>> WINDOW;
                var passed = count(run, i & MASK);
                lookup[i] = (byte) (run + passed < WINDOW ? passed : BEYOND);
            }
            return lookup;
        }

        /// Counts them up to the coefficient that follows the run.
        ///
        /// @param history from the run's first coefficient
        static int count(int run, long history) {
            var zeros = ~history;
            for (var i = 0; i < run; i++) zeros &= zeros - 1;
            return Long.bitCount(history & (Long.lowestOneBit(zeros) - 1));
        }
    }
}
