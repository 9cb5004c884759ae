package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Turns planes upright. A DCT is mirrored by changing the sign of every other frequency, and transposed by changing
/// rows for columns: nothing is lost, as long as no block that is only partly picture comes to lie before others.
final class Turn {
    private final Orientation orientation;
    // By index: where the coefficient goes, and whether its sign changes.
    private final int[] targets = new int[Blocks.SIZE];
    private final boolean[] negated = new boolean[Blocks.SIZE];

    Turn(Orientation orientation) {
        this.orientation = orientation;
        for (var k = 0; k < Blocks.SIZE; k++) {
            var target = orientation.transposed() ? Zigzag.transposed(k) : k;
            targets[k] = target;
            negated[k] = (orientation.mirroredAcross() && (Zigzag.column(target) & 1) != 0)
                    ^ (orientation.mirroredDown() && (Zigzag.row(target) & 1) != 0);
        }
    }

    /// The planes, upright.
    ///
    /// @param upright their frame, upright
    List<Plane> of(List<Plane> planes, Frame upright, Blocks room) {
        var turned = Plane.of(upright, upright.components(), Strip.whole(upright), room);
        for (var i = 0; i < planes.size(); i++) turn(planes.get(i), turned.get(i));
        return turned;
    }

    /// The quantisation of the planes, upright.
    List<QuantisationSteps> of(List<QuantisationSteps> steps) {
        if (!orientation.transposed()) return steps;
        var turned = new ArrayList<QuantisationSteps>();
        for (var step : steps) turned.add(step.transposed());
        return turned;
    }

    private void turn(Plane source, Plane target) {
        for (var row = 0; row < target.down(); row++) {
            var y = orientation.mirroredDown() ? target.down() - 1 - row : row;
            for (var column = 0; column < target.across(); column++) {
                var x = orientation.mirroredAcross() ? target.across() - 1 - column : column;
                var block = orientation.transposed() ? source.block(x, y) : source.block(y, x);
                turn(source.blocks(), block, target.blocks(), target.block(row, column));
            }
        }
    }

    private void turn(Blocks source, int from, Blocks target, int to) {
        target.dc[to] = source.dc[from];
        var nonzero = 0L;
        for (var left = source.nonzero[from]; left != 0; left &= left - 1) {
            var k = Long.numberOfTrailingZeros(left);
            var coefficient = source.ac[from * Blocks.SIZE + k];
            target.ac[to * Blocks.SIZE + targets[k]] = negated[k] ? (short) -coefficient : coefficient;
            nonzero |= 1L << targets[k];
        }
        target.nonzero[to] = nonzero;
    }
}
