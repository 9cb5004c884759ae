/// A seed or a photograph goes in, JPEGs of every kind come out.
///
/// Nobody's photographs are shipped with the project: [DeadLeavesImage] draws pictures that cost a codec what
/// photographs
/// cost. A [Photograph] is one of them, or one of somebody's own; [PhotographEncoder] makes JPEGs of it.
@NullMarked
package dev.halftone.benchmarks.image;

import org.jspecify.annotations.NullMarked;
