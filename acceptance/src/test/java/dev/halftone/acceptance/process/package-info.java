/// Processes that are started, interrupted, killed and started again.
@NullMarked
package dev.halftone.acceptance.process;

import org.jspecify.annotations.NullMarked;
