/// What a benchmark runs in: the project's checkout, a temporary folder, and the processes started for it.
///
/// Closing a [Workspace] ends its processes and removes its folder. That happens however the benchmark ends,
/// including Ctrl-C.
@NullMarked
package dev.halftone.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
