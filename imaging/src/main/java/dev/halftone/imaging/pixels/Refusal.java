package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;

/// Leaves the pipeline from wherever it is found that there will be no image. Caught in [PixelPath] only.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Refusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Refused refused() {
        return new Refused(reason, String.valueOf(getMessage()));
    }
}
