package dev.halftone.imaging.jpeg;

/// The prediction of a component's DC coefficients: the one before (T.81 F.2.1.3.1).
final class DcPrediction {
    // Samples of 8 bits make DC of at most 1024, and no encoder rounds that up to twice as much.
    static final int LIMIT = 2048;

    private int prediction;

    void restart() {
        prediction = 0;
    }

    /// The DC coefficient whose difference was decoded.
    ///
    /// @param symbol the decoder's entry
    int next(int symbol) {
        prediction += HuffmanDecoder.number(symbol);
        if (prediction <= -LIMIT || prediction >= LIMIT || symbol >>> HuffmanDecoder.ADVANCE != 0)
            throw EntropyCodedData.damaged();
        return prediction;
    }
}
