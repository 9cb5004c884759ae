/// What an image's bytes tell before anything is decoded, read in plain Java.
///
/// In go a stranger's bytes, out come what they are ([dev.halftone.imaging.header.Contents]), how many pixels they
/// claim
/// ([dev.halftone.imaging.header.DeclaredSize]) and what a JPEG says of itself
/// ([dev.halftone.imaging.header.JpegHeader]). Nothing here throws on damaged bytes: a decoder has the last word.
@NullMarked
package dev.halftone.imaging.header;

import org.jspecify.annotations.NullMarked;
