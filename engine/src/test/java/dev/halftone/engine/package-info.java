/// Tests of the engine through its public interface.
@NullMarked
package dev.halftone.engine;

import org.jspecify.annotations.NullMarked;
