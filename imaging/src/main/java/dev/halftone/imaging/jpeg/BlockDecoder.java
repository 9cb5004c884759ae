package dev.halftone.imaging.jpeg;

/// Decodes the blocks of one component in one scan.
sealed interface BlockDecoder
        permits SequentialBlockDecoder,
                BlockDecoder.DcFirst,
                BlockDecoder.DcRefinement,
                BlockDecoder.AcFirst,
                AcRefinement {

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

        // All state is in local variables: see BitReader.
        @Override
        public void decode(int first, int count) {
            var data = reader.data;
            var limit = reader.limit();
            var bits = reader.bits;
            var held = reader.held;
            var next = reader.next;
            var lookup = ac.lookup;
            var coefficients = coefficientBlocks.ac;
            var start = scanHeader.spectralStart();
            var end = scanHeader.spectralEnd();
            var shift = scanHeader.approximationLow();
            for (var block = first; block < first + count; block++) {
                if (eobRun > 0) {
                    // All blocks of the run are passed over at once: nothing in them changes.
                    var passed = Math.min(eobRun, first + count - block);
                    eobRun -= passed;
                    block += passed - 1;
                    continue;
                }
                if (next > limit) throw reader.outOfData();
                var at = block * CoefficientBlocks.SIZE;
                var added = 0L;
                for (var k = start - 1; k < end; ) {
                    bits |= ByteScan.readBigEndian(data, next) >>> held;
                    next += (63 - held) >>> 3;
                    held |= 56;
                    var symbol = lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
                    if (symbol == 0) symbol = ac.entry(bits);
                    bits <<= symbol;
                    held -= symbol & HuffmanDecoder.LENGTH;
                    var coefficient = HuffmanDecoder.number(symbol) << shift;
                    var advance = symbol >>> HuffmanDecoder.ADVANCE;
                    if (coefficient == 0 && advance < HuffmanDecoder.MAX_ADVANCE) {
                        var run = advance - 1;
                        bits |= ByteScan.readBigEndian(data, next) >>> held;
                        next += (63 - held) >>> 3;
                        held |= 56;
                        eobRun = (1 << run) - 1 + (int) (bits >>> 1 >>> (63 - run));
                        bits <<= run;
                        held -= run;
                        break;
                    }
                    k += advance;
                    if (k > end || Math.abs(coefficient) > CoefficientBlocks.MAX_AC) throw JpegAbort.damaged();
                    coefficients[at + k] = (short) coefficient;
                    added |= (long) (-Math.abs(coefficient) >>> 31) << k;
                }
                coefficientBlocks.nonzero[block] |= added;
            }
            reader.bits = bits;
            reader.held = held;
            reader.next = next;
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
            return scanHeader.isDc() ? dc(scanComponent, plane.coefficientBlocks()) : ac(scanComponent, plane);
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

        private BlockDecoder ac(ScanHeader.ScanComponent scanComponent, Plane plane) {
            var ac = jpeg.tables().ac(scanComponent.ac(), HuffmanDecoder.Kind.PROGRESSIVE_AC);
            return scanHeader.isRefinement()
                    ? new AcRefinement(ac, scanHeader, bits, plane)
                    : new AcFirst(ac, scanHeader, bits, plane.coefficientBlocks());
        }
    }
}
