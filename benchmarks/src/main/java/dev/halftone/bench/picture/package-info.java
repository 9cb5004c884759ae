/// A seed or a photograph goes in, JPEGs of every kind come out.
///
/// Nobody's photographs are shipped with the project: [Scene] draws pictures that cost a codec what photographs
/// cost. A [Photograph] is one of them, or one of somebody's own; [Darkroom] makes JPEGs of it.
@NullMarked
package dev.halftone.bench.picture;

import org.jspecify.annotations.NullMarked;
