/// `./bench throughput`: a catalogue of JPEGs, from CSV to CSV, as a whole process, against what else does that.
///
/// [ThroughputBenchmark] draws the [Goods], has the [Contender]s run in turns ([Race]), checks what each has made
/// ([Delivery]), and reports.
@NullMarked
package dev.halftone.bench.throughput;

import org.jspecify.annotations.NullMarked;
