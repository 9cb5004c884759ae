/// The durable tasks, one at a time.
@NullMarked
package dev.halftone.engine.task;

import org.jspecify.annotations.NullMarked;
