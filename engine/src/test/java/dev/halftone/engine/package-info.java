/// What the engine promises, asked from outside its rooms.
@NullMarked
package dev.halftone.engine;

import org.jspecify.annotations.NullMarked;
