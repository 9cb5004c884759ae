package dev.halftone.imaging.jpeg;

import java.util.List;

/// Codes planes in the interleaved order of MCUs (T.81 A.2.3).
final class PlaneCoder {
    private final Frame frame;
    private final List<Coder> coders;
    private final Coefficients out;
    private final int mcusAcross;

    /// @param frame the new JPEG's
    PlaneCoder(Frame frame, List<Coder> coders, Coefficients out) {
        this.frame = frame;
        this.coders = coders;
        this.out = out;
        this.mcusAcross = frame.mcusAcross();
    }

    /// Codes a row of MCUs.
    void row(List<Plane> planes, int row) {
        out.begin(mcusAcross * frame.blocksInMcu());
        for (var column = 0; column < mcusAcross; column++) mcu(planes, row, column);
    }

    private void mcu(List<Plane> planes, int row, int column) {
        for (var i = 0; i < coders.size(); i++) {
            var component = frame.components().get(i);
            for (var y = 0; y < component.vertical(); y++) {
                for (var x = 0; x < component.horizontal(); x++) {
                    block(
                            planes.get(i),
                            coders.get(i),
                            row * component.vertical() + y,
                            column * component.horizontal() + x);
                }
            }
        }
    }

    private void block(Plane plane, Coder coder, int row, int column) {
        if (plane.has(row, column)) coder.block(plane.blocks(), plane.block(row, column), out);
        else coder.filling(out);
    }
}
