/// What an image's bytes tell before anything is decoded, read in plain Java.
///
/// In go a stranger's bytes, out come what they are ([dev.halftone.imaging.header.DetectedType]), how many pixels they
/// have
/// and whether all of them are there ([dev.halftone.imaging.header.ImageHeader]). Nothing here throws on damaged bytes,
/// and
/// nothing takes more time or room than the bytes themselves account for: a decoder has the last word.
@NullMarked
package dev.halftone.imaging.header;

import org.jspecify.annotations.NullMarked;
