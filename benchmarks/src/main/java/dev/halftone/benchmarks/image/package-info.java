/// Test images: a seed or a photograph goes in, JPEGs of every kind come out.
///
/// The project ships no photographs. [DeadLeavesImage] draws images that cost a codec as much as photographs do. A
/// [Photograph] is one of these or read from a file; [PhotographEncoder] encodes it.
@NullMarked
package dev.halftone.benchmarks.image;

import org.jspecify.annotations.NullMarked;
