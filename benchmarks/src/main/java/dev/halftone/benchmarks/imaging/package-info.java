/// `./bench imaging`: Halftone's coefficient path against libvips on one core.
///
/// [ImagingBenchmark] generates the JPEGs, compares the output of both codecs ([OutputComparison]), and lets JMH time
/// them alternately ([JmhCodecBenchmark]).
@NullMarked
package dev.halftone.benchmarks.imaging;

import org.jspecify.annotations.NullMarked;
