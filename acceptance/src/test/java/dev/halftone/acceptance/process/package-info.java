/// The program as its users meet it: a process of its own, started, interrupted, killed and started again.
@NullMarked
package dev.halftone.acceptance.process;

import org.jspecify.annotations.NullMarked;
