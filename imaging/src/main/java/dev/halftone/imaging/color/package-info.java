/// Reads how a file declares its colors: by an ICC profile, or without one by PNG's chunks `cICP`, `gAMA` and `cHRM`
/// and the code points of AVIF and HEIC.
///
/// Input is untrusted bytes. Output is an equivalent ICC profile, if the colors are not sRGB: every published format
/// can hold one, and every browser obeys it. Start at [dev.halftone.imaging.color.ColorEncoding], and at
/// [dev.halftone.imaging.color.IccProfile] for profiles that break the rules.
@NullMarked
package dev.halftone.imaging.color;

import org.jspecify.annotations.NullMarked;
