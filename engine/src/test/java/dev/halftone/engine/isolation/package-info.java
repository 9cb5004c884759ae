/// Tests of what is done with images that may end their process.
@NullMarked
package dev.halftone.engine.isolation;

import org.jspecify.annotations.NullMarked;
