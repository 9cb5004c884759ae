/// Reports figures: a line for each row on the terminal, and a section of `benchmarks/RESULTS.md`.
///
/// A [Report] is created for a machine, filled row by row, and saved. It replaces the section that the same benchmark
/// wrote before and leaves the others unchanged. [DocumentFigures] then copies the figures that the README and the
/// operations manual show.
@NullMarked
package dev.halftone.benchmarks.results;

import org.jspecify.annotations.NullMarked;
