/// Whole processes in, figures out.
///
/// Machines are shared and noisy, so what is compared is measured in turns within one run, and what is reported
/// is the median. Nothing is reported of wrong results. Start at [Bench]; each benchmark is a room of its own.
@NullMarked
package dev.halftone.bench;

import org.jspecify.annotations.NullMarked;
