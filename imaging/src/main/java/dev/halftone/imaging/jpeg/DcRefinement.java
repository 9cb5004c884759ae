package dev.halftone.imaging.jpeg;

/// Decodes one more bit of DC (T.81 G.1.2.1).
final class DcRefinement implements BlockDecoder {
    private final int shift;
    private final BitReader reader;
    private final Blocks blocks;

    /// @param shift the point transform Al: which bit
    DcRefinement(int shift, BitReader reader, Blocks blocks) {
        if (1 << shift > DcPrediction.LIMIT) throw EntropyCodedData.damaged();
        this.shift = shift;
        this.reader = reader;
        this.blocks = blocks;
    }

    @Override
    public void restart() {}

    @Override
    public void decode(int first, int count) {
        for (var block = first; block < first + count; block++) {
            reader.requireMore();
            blocks.dc[block] |= (short) (reader.take(1) << shift);
        }
    }
}
