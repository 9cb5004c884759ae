/// Takes EXIF, GPS, XMP and comments out of a file and leaves the picture as it was coded.
///
/// In go an image and its format, out comes the same image without them, or nothing where that cannot be done without
/// coding it again. What is needed to show the picture stays: its colour profile, its frames and their timing. Start at
/// [dev.halftone.imaging.metadata.MetadataStripper].
@NullMarked
package dev.halftone.imaging.metadata;

import org.jspecify.annotations.NullMarked;
