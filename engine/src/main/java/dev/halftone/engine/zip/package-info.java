/// Reads ZIP archives of strangers within limits, and writes archives to a stream in constant memory.
///
/// `java.util.zip` reads a whole directory into memory, cannot copy an entry without inflating it, and
/// remembers every entry that it has written. Start at [ZipArchive] to read, at [ZipWriter] to write.
@NullMarked
package dev.halftone.engine.zip;

import org.jspecify.annotations.NullMarked;
