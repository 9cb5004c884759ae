/// Whole processes in, figures out.
///
/// Machines are shared and noisy, so what is compared is measured in turns within one run, and what is reported
/// is the median. Nothing is reported of wrong results. Start at [BenchCommand]; the benchmarks are in
/// [dev.halftone.benchmarks.endtoend] and [dev.halftone.benchmarks.imaging].
@NullMarked
package dev.halftone.benchmarks;

import org.jspecify.annotations.NullMarked;
