/// An image that may end the process that codes it in, what became of it out.
///
/// A codec that crashes takes its whole process with it, and nobody is left to tell which image it was. So what codecs
/// are at work on stands in a file that outlives the process ([CrashJournal]); whoever finds it there after a crash has
/// these images coded in another process ([CodecProcessPool]), which may crash as it likes. Start at [CrashIsolation].
@NullMarked
package dev.halftone.engine.isolation;

import org.jspecify.annotations.NullMarked;
