/// Isolates images that crash or hang the codec.
///
/// A codec that crashes takes its whole process with it, and the image is not known. So a file that outlives the
/// process records which images are being coded ([CrashJournal]). After a crash, recorded images are coded in a
/// child process ([CodecProcessPool]), where a crash does no harm. Start at [CrashIsolation].
@NullMarked
package dev.halftone.engine.isolation;

import org.jspecify.annotations.NullMarked;
