package dev.halftone.imaging.jpeg;

/// Decodes the blocks of one component in one scan.
sealed interface BlockDecoder
        permits SequentialBlockDecoder,
                BlockDecoder.DcFirst,
                BlockDecoder.DcRefinement,
                BlockDecoder.AcFirst,
                BlockDecoder.AcRefinement {

    /// Decodes consecutive blocks.
    ///
    /// @param first the index of the first one
    void decode(int first, int count);

    /// Begins a restart interval.
    void restart();

    /// Decodes the upper bits of a band of AC (T.81 G.1.2.2).
    static final class AcFirst implements BlockDecoder {
        private final HuffmanDecoder ac;
        private final ScanHeader scanHeader;
        private final BitReader reader;
        private final CoefficientBlocks coefficientBlocks;
        // EOBRUN: how many blocks end before their first coefficient.
        private int eobRun;

        AcFirst(HuffmanDecoder ac, ScanHeader scanHeader, BitReader reader, CoefficientBlocks coefficientBlocks) {
            this.ac = ac;
            this.scanHeader = scanHeader;
            this.reader = reader;
            this.coefficientBlocks = coefficientBlocks;
        }

        @Override
        public void restart() {
            eobRun = 0;
        }

        @Override
        public void decode(int first, int count) {
            for (var block = first; block < first + count; block++) {
                if (eobRun > 0) eobRun--;
                else decode(block);
            }
        }

        private void decode(int block) {
            reader.requireData();
            var nonzero = coefficientBlocks.nonzero[block];
            var k = scanHeader.spectralStart() - 1;
            while (k < scanHeader.spectralEnd()) {
                var symbol = reader.readSymbol(ac);
                var coefficient = HuffmanDecoder.number(symbol) << scanHeader.approximationLow();
                var advance = symbol >>> HuffmanDecoder.ADVANCE;
                if (coefficient == 0 && advance < HuffmanDecoder.MAX_ADVANCE) {
                    eobRun = (1 << (advance - 1)) - 1 + reader.readBits(advance - 1);
                    break;
                }
                k += advance;
                if (k > scanHeader.spectralEnd() || Math.abs(coefficient) > CoefficientBlocks.MAX_AC)
                    throw JpegAbort.damaged();
                coefficientBlocks.ac[block * CoefficientBlocks.SIZE + k] = (short) coefficient;
                nonzero |= (long) (-Math.abs(coefficient) >>> 31) << k;
            }
            coefficientBlocks.nonzero[block] = nonzero;
        }
    }

    /// Decodes one more bit of a band of AC (T.81 G.1.2.3).
    static final class AcRefinement implements BlockDecoder {
        // Correction bits that are read at once.
        private static final int MAX_BITS = 32;

        private final HuffmanDecoder ac;
        private final ScanHeader scanHeader;
        private final BitReader reader;
        private final CoefficientBlocks coefficientBlocks;
        private final int bit;
        // EOBRUN: how many blocks have only correction bits.
        private int eobRun;

        AcRefinement(HuffmanDecoder ac, ScanHeader scanHeader, BitReader reader, CoefficientBlocks coefficientBlocks) {
            this.ac = ac;
            this.scanHeader = scanHeader;
            this.reader = reader;
            this.coefficientBlocks = coefficientBlocks;
            this.bit = 1 << scanHeader.approximationLow();
            if (bit > CoefficientBlocks.MAX_AC) throw JpegAbort.damaged();
        }

        @Override
        public void restart() {
            eobRun = 0;
        }

        @Override
        public void decode(int first, int count) {
            for (var block = first; block < first + count; block++) {
                reader.requireData();
                var from = eobRun > 0 ? scanHeader.spectralStart() : decode(block);
                if (eobRun == 0) continue;
                eobRun--;
                correct(block, CoefficientBlocks.mask(from, scanHeader.spectralEnd() + 1));
            }
        }

        // Returns the index after which only corrections follow, unless the band is complete.
        private int decode(int block) {
            var k = scanHeader.spectralStart();
            while (k <= scanHeader.spectralEnd()) {
                var symbol = reader.readSymbol(ac);
                var number = HuffmanDecoder.number(symbol);
                var run = (symbol >>> HuffmanDecoder.ADVANCE) - 1;
                if (Math.abs(number) > 1) throw JpegAbort.damaged();
                if (number == 0 && run < HuffmanDecoder.MAX_ADVANCE - 1) {
                    eobRun = (1 << run) + reader.readBits(run);
                    return k;
                }
                var position = k + run;
                if ((coefficientBlocks.nonzero[block] & CoefficientBlocks.mask(k, position + 1)) != 0) {
                    position = positionAfterRun(run, block, k);
                    correct(block, CoefficientBlocks.mask(k, position));
                }
                if (number != 0) add(block, position, number * bit);
                k = position + 1;
            }
            return k;
        }

        // The position of the next coefficient that is still 0, after a run of others that are.
        private int positionAfterRun(int run, int block, int from) {
            var zeros = ~coefficientBlocks.nonzero[block] >>> from << from;
            for (var i = 0; i < run; i++) zeros &= zeros - 1;
            return Math.min(Long.numberOfTrailingZeros(zeros), scanHeader.spectralEnd() + 1);
        }

        private void add(int block, int k, int coefficient) {
            if (k > scanHeader.spectralEnd()) throw JpegAbort.damaged();
            coefficientBlocks.ac[block * CoefficientBlocks.SIZE + k] = (short) coefficient;
            coefficientBlocks.nonzero[block] |= 1L << k;
        }

        // Reads a correction bit for each coefficient of a part of the band that is not 0 yet.
        private void correct(int block, long mask) {
            var left = coefficientBlocks.nonzero[block] & mask;
            while (left != 0) {
                var count = Math.min(Long.bitCount(left), MAX_BITS);
                var corrections = reader.readBits(count);
                while (count-- > 0) {
                    correct(
                            block * CoefficientBlocks.SIZE + Long.numberOfTrailingZeros(left),
                            corrections >>> count & 1);
                    left &= left - 1;
                }
            }
        }

        // Adds the bit to the magnitude, without a branch. A magnitude that already has the bit keeps it.
        private void correct(int at, int correction) {
            var coefficient = coefficientBlocks.ac[at];
            var sign = coefficient >> 15;
            var magnitude = (coefficient ^ sign) - sign;
            var corrected = magnitude | (bit & -correction);
            coefficientBlocks.ac[at] = (short) ((corrected ^ sign) - sign);
        }
    }

    /// Decodes the upper bits of DC (T.81 G.1.2.1).
    static final class DcFirst implements BlockDecoder {
        private final HuffmanDecoder dc;
        private final int shift;
        private final BitReader reader;
        private final CoefficientBlocks coefficientBlocks;
        private final DcPredictor prediction = new DcPredictor();

        /// @param shift the point transform Al
        DcFirst(HuffmanDecoder dc, int shift, BitReader reader, CoefficientBlocks coefficientBlocks) {
            this.dc = dc;
            this.shift = shift;
            this.reader = reader;
            this.coefficientBlocks = coefficientBlocks;
        }

        @Override
        public void restart() {
            prediction.restart();
        }

        @Override
        public void decode(int first, int count) {
            for (var block = first; block < first + count; block++) {
                reader.requireData();
                var coefficient = prediction.next(reader.readSymbol(dc)) << shift;
                if (Math.abs(coefficient) > DcPredictor.LIMIT) throw JpegAbort.damaged();
                coefficientBlocks.dc[block] = (short) coefficient;
            }
        }
    }

    /// Predicts a component's DC coefficients from the one before (T.81 F.2.1.3.1).
    static final class DcPredictor {
        // 8-bit samples give DC of at most 1024, and no encoder rounds up to twice that.
        static final int LIMIT = 2048;

        private int prediction;

        void restart() {
            prediction = 0;
        }

        /// Returns the DC coefficient, given its decoded difference.
        ///
        /// @param symbol the decoder's entry
        int next(int symbol) {
            prediction += HuffmanDecoder.number(symbol);
            if (prediction <= -LIMIT || prediction >= LIMIT || symbol >>> HuffmanDecoder.ADVANCE != 0)
                throw JpegAbort.damaged();
            return prediction;
        }
    }

    /// Decodes one more bit of DC (T.81 G.1.2.1).
    static final class DcRefinement implements BlockDecoder {
        private final int shift;
        private final BitReader reader;
        private final CoefficientBlocks coefficientBlocks;

        /// @param shift the point transform Al: which bit
        DcRefinement(int shift, BitReader reader, CoefficientBlocks coefficientBlocks) {
            if (1 << shift > DcPredictor.LIMIT) throw JpegAbort.damaged();
            this.shift = shift;
            this.reader = reader;
            this.coefficientBlocks = coefficientBlocks;
        }

        @Override
        public void restart() {}

        @Override
        public void decode(int first, int count) {
            for (var block = first; block < first + count; block++) {
                reader.requireData();
                coefficientBlocks.dc[block] |= (short) (reader.readBits(1) << shift);
            }
        }
    }

    /// Creates the block decoders of a scan.
    record Factory(ScanHeader scanHeader, JpegReader jpeg, BitReader bits) {

        BlockDecoder create(ScanHeader.ScanComponent scanComponent, Plane plane) {
            if (!jpeg.frame().isProgressive()) return sequential(scanComponent, plane);
            return scanHeader.isDc()
                    ? dc(scanComponent, plane.coefficientBlocks())
                    : ac(scanComponent, plane.coefficientBlocks());
        }

        private BlockDecoder sequential(ScanHeader.ScanComponent scanComponent, Plane plane) {
            var ac = jpeg.tables().ac(scanComponent.ac(), HuffmanDecoder.Kind.AC);
            return new SequentialBlockDecoder(
                    jpeg.tables().dc(scanComponent.dc()),
                    new SkippingDecodeTable(ac, plane.zeroThreshold()),
                    bits,
                    plane.coefficientBlocks());
        }

        private BlockDecoder dc(ScanHeader.ScanComponent scanComponent, CoefficientBlocks coefficientBlocks) {
            return scanHeader.isRefinement()
                    ? new DcRefinement(scanHeader.approximationLow(), bits, coefficientBlocks)
                    : new DcFirst(
                            jpeg.tables().dc(scanComponent.dc()),
                            scanHeader.approximationLow(),
                            bits,
                            coefficientBlocks);
        }

        private BlockDecoder ac(ScanHeader.ScanComponent scanComponent, CoefficientBlocks coefficientBlocks) {
            var ac = jpeg.tables().ac(scanComponent.ac(), HuffmanDecoder.Kind.PROGRESSIVE_AC);
            return scanHeader.isRefinement()
                    ? new AcRefinement(ac, scanHeader, bits, coefficientBlocks)
                    : new AcFirst(ac, scanHeader, bits, coefficientBlocks);
        }
    }
}
