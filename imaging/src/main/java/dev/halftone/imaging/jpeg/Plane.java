package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// The blocks of a component, or of some rows of it.
///
/// @param first the index of its first block
/// @param stride from one row of blocks to the next
/// @param across how many blocks of a row hold samples of the picture
/// @param down how many rows there are of them
/// @param vanishing AC coefficients of magnitudes up to this need not be kept, as they will be 0
record Plane(Blocks blocks, int first, int stride, int across, int down, int vanishing) {

    /// Planes for components of a frame, one behind the other in the same room, and all zeros.
    static List<Plane> of(Frame frame, List<Component> components, Strip strip, Blocks blocks) {
        var planes = new ArrayList<Plane>();
        var first = 0;
        for (var component : components) {
            var stride = frame.mcusAcross() * component.horizontal();
            var down = strip.blocksDown(frame, component);
            planes.add(new Plane(blocks, first, stride, frame.blocksAcross(component), down, 0));
            first += stride * strip.rows() * component.vertical();
        }
        blocks.clear(first);
        return planes;
    }

    Plane withoutUpTo(int vanishing) {
        return new Plane(blocks, first, stride, across, down, vanishing);
    }

    int block(int row, int column) {
        return first + row * stride + column;
    }

    boolean has(int row, int column) {
        return row < down && column < across;
    }
}
