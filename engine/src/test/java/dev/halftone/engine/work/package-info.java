/// The durable tasks, one at a time.
@NullMarked
package dev.halftone.engine.work;

import org.jspecify.annotations.NullMarked;
