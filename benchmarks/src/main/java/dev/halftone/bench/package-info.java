/// Whole processes in, figures out.
///
/// Machines are shared and noisy, so what is compared is measured in turns within one run, and what is reported is the
/// ratio of medians. Start at [EndToEnd].
@NullMarked
package dev.halftone.bench;

import org.jspecify.annotations.NullMarked;
