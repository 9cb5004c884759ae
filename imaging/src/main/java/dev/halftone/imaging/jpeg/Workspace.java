package dev.halftone.imaging.jpeg;

/// What the work on one JPEG needs room for, kept for the next one: a picture costs no memory then but its result.
final class Workspace {
    final BitReader bits = new BitReader();
    final Blocks blocks = new Blocks();
    final Blocks turned = new Blocks();
    final Blocks halved = new Blocks();
    final Coefficients row = new Coefficients();
    final Symbols symbols = new Symbols();
    final Output out = new Output();
}
