/// `./bench imaging`: JPEGs over their coefficients against libvips' decoding and encoding, on one core.
///
/// [ImagingBenchmark] makes the JPEGs, compares what both codecs make of them ([Comparison]), and has JMH time
/// both in turns ([Duel]).
@NullMarked
package dev.halftone.bench.imaging;

import org.jspecify.annotations.NullMarked;
