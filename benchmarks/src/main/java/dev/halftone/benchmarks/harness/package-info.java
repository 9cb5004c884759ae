/// Where a benchmark takes place: the project's folder, a temporary one, and the processes that are started for it.
///
/// A [Workspace] ends its processes and removes its folder when it is closed, however the benchmark ends, Ctrl-C
/// included.
@NullMarked
package dev.halftone.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
