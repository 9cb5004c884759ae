/// Makes a JPEG smaller without ever making pixels of it: its coefficients are read, quantised more coarsely and
/// written again. Words and clause numbers are those of ITU-T T.81 (ISO/IEC 10918-1).
///
/// In goes a JPEG of any common kind, out comes a baseline JPEG without metadata, or a value that says why not. Start
/// at [dev.halftone.imaging.jpeg.CoefficientPath]: it reads marker segments ([dev.halftone.imaging.jpeg.JpegReader]),
/// decides ([dev.halftone.imaging.jpeg.Plan]) and then takes one of two ways to the same
/// [dev.halftone.imaging.jpeg.Symbols]: block by block ([dev.halftone.imaging.jpeg.BaselinePass]) or over arrays of
/// coefficients ([dev.halftone.imaging.jpeg.ArrayPass]). Nothing a stranger's bytes say makes anything here throw.
@NullMarked
package dev.halftone.imaging.jpeg;

import org.jspecify.annotations.NullMarked;
