package dev.halftone.imaging.jpeg;

/// Decodes the upper bits of DC (T.81 G.1.2.1).
final class DcFirst implements BlockDecoder {
    private final HuffmanDecoder dc;
    private final int shift;
    private final BitReader reader;
    private final Blocks blocks;
    private final DcPrediction prediction = new DcPrediction();

    /// @param shift the point transform Al
    DcFirst(HuffmanDecoder dc, int shift, BitReader reader, Blocks blocks) {
        this.dc = dc;
        this.shift = shift;
        this.reader = reader;
        this.blocks = blocks;
    }

    @Override
    public void restart() {
        prediction.restart();
    }

    @Override
    public void decode(int first, int count) {
        for (var block = first; block < first + count; block++) {
            reader.requireMore();
            var coefficient = prediction.next(reader.symbol(dc)) << shift;
            if (Math.abs(coefficient) > DcPrediction.LIMIT) throw EntropyCodedData.damaged();
            blocks.dc[block] = (short) coefficient;
        }
    }
}
