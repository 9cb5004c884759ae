/// `./bench latency`: how long people wait, for answers and for small requests, while large ones run and hosts hang.
///
/// [LatencyBenchmark] does the four measurements one after the other, each with a server of its own:
/// [StatusCalls], [FirstImage], [SmallBesideLarge], [HangingHosts].
@NullMarked
package dev.halftone.bench.latency;

import org.jspecify.annotations.NullMarked;
