/// Stores files durably: a file appears complete or not at all, and survives a power cut.
///
/// Processed images are public under their [ImageFileName]. Uploads are private and kept until their request is
/// deleted. Start at [ImageStore]; [FolderImages] implements it on disk with [DurableFolder].
@NullMarked
package dev.halftone.engine.storage;

import org.jspecify.annotations.NullMarked;
