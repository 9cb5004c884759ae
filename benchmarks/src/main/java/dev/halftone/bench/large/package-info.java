/// `./bench large`: a hundred pictures of 49 megapixels at once, and what memory that takes.
///
/// [LargeBenchmark] has one picture coded as each [LargeKind], serves it under a hundred names, and watches the process
/// that makes them smaller.
@NullMarked
package dev.halftone.bench.large;

import org.jspecify.annotations.NullMarked;
