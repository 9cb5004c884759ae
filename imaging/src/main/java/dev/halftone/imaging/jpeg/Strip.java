package dev.halftone.imaging.jpeg;

/// Some rows of a frame's MCUs.
record Strip(int first, int rows) {

    static Strip whole(Frame frame) {
        return new Strip(0, frame.mcusDown());
    }

    /// The rows of blocks in it that hold samples of the picture.
    int blocksDown(Frame frame, Component component) {
        return Math.min(rows * component.vertical(), frame.blocksDown(component) - first * component.vertical());
    }
}
