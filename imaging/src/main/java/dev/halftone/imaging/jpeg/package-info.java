/// Recompresses a JPEG without decoding pixels: its coefficients are read, quantized more coarsely and written again.
/// Terms and clause numbers are those of ITU-T T.81 (ISO/IEC 10918-1).
///
/// Input is a JPEG of any common kind. Output is a baseline JPEG without metadata, or a value that says why not.
/// Start at [dev.halftone.imaging.jpeg.CoefficientPath]. It reads marker segments
/// ([dev.halftone.imaging.jpeg.JpegReader]), decides ([dev.halftone.imaging.jpeg.TranscodePlan]), and transcodes in
/// one of three ways ([dev.halftone.imaging.jpeg.TranscodeStrategy]): block by block without keeping any
/// ([dev.halftone.imaging.jpeg.BaselineTranscoder]), or with the blocks of a strip or of the whole image in arrays
/// ([dev.halftone.imaging.jpeg.CoefficientBlocks]). All three produce rows of
/// [dev.halftone.imaging.jpeg.McuRowCoefficients]. These become a [dev.halftone.imaging.jpeg.HuffmanSymbolBuffer],
/// which is coded with optimized Huffman tables ([dev.halftone.imaging.jpeg.JpegWriter]).
///
/// Untrusted bytes always end as a value: errors found deep inside are thrown as
/// [dev.halftone.imaging.jpeg.JpegAbort].
@NullMarked
package dev.halftone.imaging.jpeg;

import org.jspecify.annotations.NullMarked;
