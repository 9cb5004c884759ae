/// A JPEG in, a smaller one out, with nothing around it: what whole processes are measured against, and what is
/// measured in turns.
@NullMarked
package dev.halftone.bench.codec;

import org.jspecify.annotations.NullMarked;
