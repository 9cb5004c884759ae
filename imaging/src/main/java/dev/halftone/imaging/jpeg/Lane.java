package dev.halftone.imaging.jpeg;

import java.util.Collections;
import java.util.stream.Stream;

/// What one component needs on its way through a [BaselinePass].
final class Lane {
    final HuffmanDecoder dc;
    final HuffmanDecoder ac;
    final Coder coder;
    private final int blocks;
    private final DcPrediction prediction = new DcPrediction();

    private Lane(HuffmanDecoder dc, HuffmanDecoder ac, Coder coder, int blocks) {
        this.dc = dc;
        this.ac = ac;
        this.coder = coder;
        this.blocks = blocks;
    }

    static Lane of(Scan.Part part, CodingTables tables, Component component, Requantiser requantiser) {
        return new Lane(
                tables.dc(part.dc()),
                tables.ac(part.ac(), HuffmanDecoder.Kind.AC),
                new Coder(requantiser, JpegWriter.destination(part.component())),
                component.blocks());
    }

    /// This lane, as often as an MCU has blocks of it.
    Stream<Lane> forEachBlock() {
        return Collections.nCopies(blocks, this).stream();
    }

    /// A restart in the source; the new JPEG has none.
    void restart() {
        prediction.restart();
    }

    /// The entry of the new JPEG's DC difference.
    ///
    /// @param symbol the decoder's entry of the source's
    int dcEntry(int symbol) {
        return coder.dc(prediction.next(symbol));
    }
}
