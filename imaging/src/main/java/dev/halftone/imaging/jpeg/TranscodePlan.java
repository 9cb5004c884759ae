package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.header.JpegHeader;
import java.util.ArrayList;
import java.util.List;

/// How to transcode a JPEG, decided from all headers before its first scan.
///
/// @param uprightFrame its frame, rotated upright
/// @param frame the new JPEG's: upright, and with subsampled chrominance
record TranscodePlan(
        Orientation orientation, Frame uprightFrame, ChromaSubsampling chromaSubsampling, Frame frame, int quality) {

    static TranscodePlan of(JpegReader jpeg, Recipe recipe, ImageLimits limits) {
        var frame = jpeg.frame();
        if ((long) frame.width() * frame.height() > limits.maxPixels())
            throw JpegAbort.declined(CodecPath.TOO_MANY_PIXELS);
        requireSupported(frame, jpeg.appSegments());
        var orientation = jpeg.appSegments().orientation();
        var upright = frame.rotated(orientation);
        if (!upright.canBeMirrored(orientation)) throw JpegAbort.declined(CodecPath.ORIENTATION);
        if (!fits(upright, recipe)) throw JpegAbort.declined(CodecPath.RESIZE);
        var chromaSubsampling = ChromaSubsampling.choose(upright, recipe.quality());
        return new TranscodePlan(
                orientation, upright, chromaSubsampling, chromaSubsampling.apply(upright), recipe.quality());
    }

    private static void requireSupported(Frame frame, AppSegments appSegments) {
        if (frame.marker() > Marker.SOF2) throw JpegAbort.declined(CodecPath.CODING);
        if (frame.precision() != 8) throw JpegAbort.declined(CodecPath.PRECISION);
        if (frame.height() == 0) throw JpegAbort.declined(CodecPath.HEIGHT);
        if (!isGrayOrYcc(frame, appSegments)) throw JpegAbort.declined(CodecPath.COLOURS);
        if (!frame.canBeInterleaved()) throw JpegAbort.declined(CodecPath.SAMPLING);
    }

    private static boolean isGrayOrYcc(Frame frame, AppSegments appSegments) {
        return switch (frame.components().size()) {
            case 1 -> true;
            case 3 -> appSegments.isYcc(frame);
            default -> false;
        };
    }

    private static boolean fits(Frame frame, Recipe recipe) {
        return isWithin(frame.width(), recipe.maxWidth()) && isWithin(frame.height(), recipe.maxHeight());
    }

    private static boolean isWithin(int side, int limit) {
        return limit == 0 || side <= limit;
    }

    /// Whether the image can be transcoded while its only scan is read.
    boolean canStream(ScanHeader first) {
        return !isRotated() && !uprightFrame.isProgressive() && first.coversAll(uprightFrame);
    }

    boolean isRotated() {
        return orientation != Orientation.UPRIGHT;
    }

    /// The new quantization of each component.
    ///
    /// @param source the old one, upright
    List<QuantizationTable> quantization(List<QuantizationTable> source) {
        var steps = new ArrayList<QuantizationTable>();
        for (var old : source) {
            var wanted = steps.isEmpty()
                    ? JpegHeader.AnnexKTable.luminance(quality)
                    : JpegHeader.AnnexKTable.chrominance(quality);
            steps.add(old.max(QuantizationTable.of(wanted)));
        }
        return steps;
    }
}
