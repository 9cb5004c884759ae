package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;

/// Stands on the class path before the class of that name, and declines every JPEG: Halftone as it was before it could
/// do without pixels, and all else as it is.
public final class CoefficientPath {

    public CoefficientPath(ImageLimits limits) {}

    public TranscodeResult transcode(ImageBytes source, Recipe recipe) {
        return new TranscodeResult.Declined(TranscodeResult.DeclineReason.CODING);
    }
}
