package dev.halftone.imaging.jpeg;

/// Pixels per unit, as JFIF 1.02 has it.
///
/// @param unit 0 none (the numbers are an aspect ratio), 1 inch, 2 centimetre
record Density(int unit, int horizontal, int vertical) {
    static final Density UNKNOWN = new Density(0, 1, 1);
}
