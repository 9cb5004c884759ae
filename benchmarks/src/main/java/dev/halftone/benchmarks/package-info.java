/// The benchmarks behind `./bench`: they run whole processes and report figures.
///
/// Machines are shared and noisy. We therefore interleave the candidates within one run and report the median.
/// Wrong output produces no figures. Start at [BenchCommand]; the benchmarks are in
/// [dev.halftone.benchmarks.endtoend] and [dev.halftone.benchmarks.imaging].
@NullMarked
package dev.halftone.benchmarks;

import org.jspecify.annotations.NullMarked;
