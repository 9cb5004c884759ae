/// Makes a JPEG smaller without ever making pixels of it: its coefficients are read, quantised more coarsely and
/// written again. Words and clause numbers are those of ITU-T T.81 (ISO/IEC 10918-1).
///
/// In goes a JPEG of any common kind, out comes a baseline JPEG without metadata, or a value that says why not. Start
/// at [dev.halftone.imaging.jpeg.CoefficientPath]: it reads marker segments
/// ([dev.halftone.imaging.jpeg.JpegReader]), decides ([dev.halftone.imaging.jpeg.TranscodePlan]) and takes one of three
/// ways
/// ([dev.halftone.imaging.jpeg.TranscodeStrategy]): block by block without keeping any
/// ([dev.halftone.imaging.jpeg.BaselineTranscoder]), or with those of a strip or of all of the picture in arrays
/// ([dev.halftone.imaging.jpeg.CoefficientBlocks]). All three give rows of
/// [dev.halftone.imaging.jpeg.McuRowCoefficients], which
/// become [dev.halftone.imaging.jpeg.HuffmanSymbolBuffer], and these are coded with Huffman tables made for them
/// ([dev.halftone.imaging.jpeg.JpegWriter]).
///
/// Whatever a stranger's bytes hold ends as a value: what is found deep inside leaves by
/// [dev.halftone.imaging.jpeg.JpegAbort].
@NullMarked
package dev.halftone.imaging.jpeg;

import org.jspecify.annotations.NullMarked;
