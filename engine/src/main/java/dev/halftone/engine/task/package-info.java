/// When an image is tried again.
@NullMarked
package dev.halftone.engine.task;

import org.jspecify.annotations.NullMarked;
