/// `./bench imaging`: JPEGs over their coefficients against libvips' decoding and encoding, on one core.
///
/// [ImagingBenchmark] makes the JPEGs, compares what both codecs make of them ([OutputComparison]), and has JMH time
/// both in turns ([JmhCodecBenchmark]).
@NullMarked
package dev.halftone.benchmarks.imaging;

import org.jspecify.annotations.NullMarked;
