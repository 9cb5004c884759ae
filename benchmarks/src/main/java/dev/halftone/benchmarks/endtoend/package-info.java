/// Benchmarks of whole processes, from CSV to CSV: throughput against other programs, latency, growth and memory.
///
/// [ThroughputBenchmark] runs the [Candidate]s in turn ([InterleavedRuns]) and checks their output
/// ([ImageOutputCheck]). [LatencyBenchmark], [GrowthBenchmark], [LargeImageBenchmark] and [ImageServiceBenchmark]
/// measure
/// Halftone alone.
@NullMarked
package dev.halftone.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
