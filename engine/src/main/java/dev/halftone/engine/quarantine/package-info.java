/// An image that may end the process that codes it in, what became of it out.
///
/// A codec that crashes takes its whole process with it, and nobody is left to tell which image it was. So what codecs
/// are at work on stands in a file that outlives the process ([Suspects]); whoever finds it there after a crash has
/// these images coded in another process ([Cells]), which may crash as it likes. Start at [Quarantine].
@NullMarked
package dev.halftone.engine.quarantine;

import org.jspecify.annotations.NullMarked;
