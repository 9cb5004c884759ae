/// Tests of what is done with images that may end their process.
@NullMarked
package dev.halftone.engine.quarantine;

import org.jspecify.annotations.NullMarked;
