package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// The blocks of a component, or of some rows of it.
///
/// @param firstBlock the index of its first block
/// @param stride from one row of blocks to the next
/// @param columns how many blocks of a row hold samples of the picture
/// @param rows how many rows there are of them
/// @param zeroThreshold AC coefficients of magnitudes up to this need not be kept, as they will be 0
record Plane(
        CoefficientBlocks coefficientBlocks, int firstBlock, int stride, int columns, int rows, int zeroThreshold) {

    /// Planes for components of a frame, one behind the other in the same room, and all zeros.
    static List<Plane> of(
            Frame frame, List<Frame.Component> components, McuRows mcuRows, CoefficientBlocks coefficientBlocks) {
        var planes = new ArrayList<Plane>();
        var first = 0;
        for (var component : components) {
            var stride = frame.mcuColumns() * component.horizontal();
            var down = mcuRows.blockRows(frame, component);
            planes.add(new Plane(coefficientBlocks, first, stride, frame.blockColumns(component), down, 0));
            first += stride * mcuRows.rows() * component.vertical();
        }
        coefficientBlocks.clear(first);
        return planes;
    }

    Plane withZeroThreshold(int vanishing) {
        return new Plane(coefficientBlocks, firstBlock, stride, columns, rows, vanishing);
    }

    int blockIndex(int row, int column) {
        return firstBlock + row * stride + column;
    }

    boolean contains(int row, int column) {
        return row < rows && column < columns;
    }

    /// Some rows of a frame's MCUs.
    record McuRows(int first, int rows) {

        static McuRows all(Frame frame) {
            return new McuRows(0, frame.mcuRows());
        }

        /// The rows of blocks in it that hold samples of the picture.
        int blockRows(Frame frame, Frame.Component component) {
            return Math.min(rows * component.vertical(), frame.blockRows(component) - first * component.vertical());
        }
    }
}
