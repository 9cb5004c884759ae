package dev.halftone.app.docs.drawing;

/// A place in the picture, in pixels from its upper left corner.
record Point(int x, int y) {}
