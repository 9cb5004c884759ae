/// `./bench growth`: what a row costs, in catalogues of a thousand rows to a million.
///
/// [GrowthBenchmark] starts a process for each size ([GrowthRun]); in it the engine works off a [Table] with
/// images that only take time, so that everything else is what is measured.
@NullMarked
package dev.halftone.bench.growth;

import org.jspecify.annotations.NullMarked;
