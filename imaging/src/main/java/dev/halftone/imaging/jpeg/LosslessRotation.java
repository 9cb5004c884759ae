package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Rotates planes upright. A DCT is mirrored by changing the sign of every other frequency, and transposed by
/// swapping rows and columns. This is lossless, unless a block at a partial edge would move before others.
final class LosslessRotation {
    private final Orientation orientation;
    // By index: where the coefficient goes, and whether its sign changes.
    private final int[] targets = new int[CoefficientBlocks.SIZE];
    private final boolean[] negated = new boolean[CoefficientBlocks.SIZE];

    LosslessRotation(Orientation orientation) {
        this.orientation = orientation;
        for (var k = 0; k < CoefficientBlocks.SIZE; k++) {
            var target = orientation.transposed() ? CoefficientBlocks.Zigzag.transposed(k) : k;
            targets[k] = target;
            negated[k] = (orientation.mirroredHorizontally() && (CoefficientBlocks.Zigzag.column(target) & 1) != 0)
                    ^ (orientation.mirroredVertically() && (CoefficientBlocks.Zigzag.row(target) & 1) != 0);
        }
    }

    /// Rotates planes upright.
    ///
    /// @param upright the frame of the upright image
    List<Plane> rotate(List<Plane> planes, Frame upright, CoefficientBlocks coefficientBlocks) {
        var rotated = Plane.of(upright, upright.components(), Plane.McuRows.all(upright), coefficientBlocks);
        for (var i = 0; i < planes.size(); i++) copyRotated(planes.get(i), rotated.get(i));
        return rotated;
    }

    /// Transposes the quantization tables, if the rotation transposes the planes.
    List<QuantizationTable> rotate(List<QuantizationTable> steps) {
        if (!orientation.transposed()) return steps;
        var rotated = new ArrayList<QuantizationTable>();
        for (var step : steps) rotated.add(step.transposed());
        return rotated;
    }

    private void copyRotated(Plane source, Plane target) {
        for (var row = 0; row < target.rows(); row++) {
            var y = orientation.mirroredVertically() ? target.rows() - 1 - row : row;
            for (var column = 0; column < target.columns(); column++) {
                var x = orientation.mirroredHorizontally() ? target.columns() - 1 - column : column;
                var block = orientation.transposed() ? source.blockIndex(x, y) : source.blockIndex(y, x);
                copyRotated(
                        source.coefficientBlocks(), block, target.coefficientBlocks(), target.blockIndex(row, column));
            }
        }
    }

    private void copyRotated(CoefficientBlocks source, int from, CoefficientBlocks target, int to) {
        target.dc[to] = source.dc[from];
        var nonzero = 0L;
        for (var left = source.nonzero[from]; left != 0; left &= left - 1) {
            var k = Long.numberOfTrailingZeros(left);
            var coefficient = source.ac[from * CoefficientBlocks.SIZE + k];
            target.ac[to * CoefficientBlocks.SIZE + targets[k]] = negated[k] ? (short) -coefficient : coefficient;
            nonzero |= 1L << targets[k];
        }
        target.nonzero[to] = nonzero;
    }
}
