package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// The blocks of a component, or of some of its rows.
///
/// @param firstBlock the index of its first block
/// @param stride the distance from one row of blocks to the next
/// @param columns how many blocks of a row contain samples of the image
/// @param rows how many rows contain samples of the image
/// @param zeroThreshold AC coefficients up to this magnitude need not be kept, because they will become 0
record Plane(
        CoefficientBlocks coefficientBlocks, int firstBlock, int stride, int columns, int rows, int zeroThreshold) {

    /// Creates planes for components of a frame, one after another in the same blocks, all zeros.
    static List<Plane> of(
            Frame frame, List<Frame.Component> components, McuRows mcuRows, CoefficientBlocks coefficientBlocks) {
        var planes = new ArrayList<Plane>();
        var first = 0;
        for (var component : components) {
            var stride = frame.mcuColumns() * component.horizontal();
            var blockRows = mcuRows.blockRows(frame, component);
            planes.add(new Plane(coefficientBlocks, first, stride, frame.blockColumns(component), blockRows, 0));
            first += stride * mcuRows.rows() * component.vertical();
        }
        coefficientBlocks.clear(first);
        return planes;
    }

    Plane withZeroThreshold(int zeroThreshold) {
        return new Plane(coefficientBlocks, firstBlock, stride, columns, rows, zeroThreshold);
    }

    int blockIndex(int row, int column) {
        return firstBlock + row * stride + column;
    }

    boolean contains(int row, int column) {
        return row < rows && column < columns;
    }

    /// A range of a frame's MCU rows.
    record McuRows(int first, int rows) {

        static McuRows all(Frame frame) {
            return new McuRows(0, frame.mcuRows());
        }

        /// The rows of blocks in the range that contain samples of the image.
        int blockRows(Frame frame, Frame.Component component) {
            return Math.min(rows * component.vertical(), frame.blockRows(component) - first * component.vertical());
        }
    }
}
