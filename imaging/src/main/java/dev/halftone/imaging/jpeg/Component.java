package dev.halftone.imaging.jpeg;

/// A component as its frame specifies it (T.81 B.2.2).
///
/// @param identifier C
/// @param horizontal H, its horizontal sampling factor
/// @param vertical V, its vertical sampling factor
/// @param quantisation Tq, where its quantisation table is kept
record Component(int identifier, int horizontal, int vertical, int quantisation) {
    private static final int LARGEST_FACTOR = 4;

    Component {
        if (horizontal < 1 || horizontal > LARGEST_FACTOR || vertical < 1 || vertical > LARGEST_FACTOR)
            throw Ending.corrupt("a sampling factor is " + horizontal + "x" + vertical);
        if (quantisation > 3) throw Ending.corrupt("a component asks for quantisation table " + quantisation);
    }

    boolean isSampledAs(Component other) {
        return horizontal == other.horizontal && vertical == other.vertical;
    }

    Component sampled(int horizontal, int vertical) {
        return new Component(identifier, horizontal, vertical, quantisation);
    }

    /// The blocks it has in an interleaved MCU.
    int blocks() {
        return horizontal * vertical;
    }
}
