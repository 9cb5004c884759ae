package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.header.QuantisationTable;
import dev.halftone.imaging.jpeg.Requantised.Reason;
import java.util.ArrayList;
import java.util.List;

/// What is to be done to a JPEG, decided when all headers before its first scan were read.
///
/// @param upright its frame, turned
/// @param frame the new JPEG's: upright, and with its chrominance halved
record Plan(Orientation orientation, Frame upright, Halving halving, Frame frame, int quality) {

    static Plan of(JpegReader jpeg, Recipe recipe, ImageLimits limits) {
        var frame = jpeg.frame();
        if ((long) frame.width() * frame.height() > limits.maxPixels()) throw Ending.tooManyPixels();
        requireCommon(frame, jpeg.application());
        var orientation = jpeg.application().orientation();
        var upright = frame.turned(orientation);
        if (!upright.canBeMirrored(orientation)) throw Ending.declined(Reason.ORIENTATION);
        if (!fits(upright, recipe)) throw Ending.declined(Reason.RESIZE);
        var halving = Halving.of(upright, recipe.quality());
        return new Plan(orientation, upright, halving, halving.of(upright), recipe.quality());
    }

    private static void requireCommon(Frame frame, Application application) {
        if (frame.marker() > Marker.SOF2) throw Ending.declined(Reason.CODING);
        if (frame.precision() != 8) throw Ending.declined(Reason.PRECISION);
        if (frame.height() == 0) throw Ending.declined(Reason.HEIGHT);
        if (!isGreyOrYcc(frame, application)) throw Ending.declined(Reason.COLOURS);
        if (!frame.canBeInterleaved()) throw Ending.declined(Reason.SAMPLING);
    }

    private static boolean isGreyOrYcc(Frame frame, Application application) {
        return switch (frame.components().size()) {
            case 1 -> true;
            case 3 -> application.isYcc(frame);
            default -> false;
        };
    }

    private static boolean fits(Frame frame, Recipe recipe) {
        return isWithin(frame.width(), recipe.maxWidth()) && isWithin(frame.height(), recipe.maxHeight());
    }

    private static boolean isWithin(int side, int most) {
        return most == 0 || side <= most;
    }

    /// Whether all that is to be done can be done as the picture comes in, in one scan.
    boolean canStream(Scan first) {
        return !isTurned() && !upright.isProgressive() && first.isOfAll(upright);
    }

    boolean isTurned() {
        return orientation != Orientation.UPRIGHT;
    }

    /// The new quantisation of each component.
    ///
    /// @param source the old one, upright
    List<QuantisationSteps> steps(List<QuantisationSteps> source) {
        var steps = new ArrayList<QuantisationSteps>();
        for (var old : source) {
            var wanted =
                    steps.isEmpty() ? QuantisationTable.luminance(quality) : QuantisationTable.chrominance(quality);
            steps.add(old.notFinerThan(QuantisationSteps.of(wanted)));
        }
        return steps;
    }
}
