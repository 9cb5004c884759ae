/// How a job goes on, told to somebody who waits: counts come in, a line of text goes out.
///
/// Start at [ProgressDisplay]; [ProgressLine] is what it shows of a [Progress].
@NullMarked
package dev.halftone.app.progress;

import org.jspecify.annotations.NullMarked;
