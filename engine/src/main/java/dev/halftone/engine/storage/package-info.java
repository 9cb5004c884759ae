/// Bytes in, a public file out: what is published appears whole or not at all, and is still there after a power cut.
///
/// A processed image goes in and is found again under its [ImageFileName]; an upload goes in and is kept, private,
/// until its
/// request is forgotten. Start at [ImageStore]; [FolderStorage] is the one on disk, [DurableFolder] what it stands on.
@NullMarked
package dev.halftone.engine.storage;

import org.jspecify.annotations.NullMarked;
