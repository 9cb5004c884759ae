/// Removes EXIF, GPS, XMP and comments from a file and leaves the coded image as it was.
///
/// Input is an image and its format. Output is the same image without metadata, or nothing if that would require
/// encoding it again. What is needed to show the image stays: its color profile, its frames and their timing. Start
/// at [dev.halftone.imaging.metadata.MetadataStripper].
@NullMarked
package dev.halftone.imaging.metadata;

import org.jspecify.annotations.NullMarked;
