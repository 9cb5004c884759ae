/// What a file that has no ICC profile says of its colours: PNG's chunks `cICP`, `gAMA` and `cHRM`, the code points of
/// AVIF and HEIC.
///
/// In go a stranger's bytes, out comes, where something else than sRGB is said, an ICC profile that says the same: that
/// is what every format published can hold and every browser obeys. Start at
/// [dev.halftone.imaging.color.ColorEncoding].
@NullMarked
package dev.halftone.imaging.color;

import org.jspecify.annotations.NullMarked;
