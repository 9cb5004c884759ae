/// Figures go in; a line each on the terminal, and a section of `benchmarks/RESULTS.md`, come out.
///
/// A [Report] is opened for a machine, filled row by row, and kept: it takes the place of the section that the
/// same benchmark wrote before, and leaves the others as they are. [DocumentFigures] then takes the figures that the
/// README
/// and the manual show from there.
@NullMarked
package dev.halftone.benchmarks.results;

import org.jspecify.annotations.NullMarked;
