/// Tests of recompressing images that may crash the codec, in a separate process.
@NullMarked
package dev.halftone.engine.isolation;

import org.jspecify.annotations.NullMarked;
