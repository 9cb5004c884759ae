package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Reason;

/// Ends the coefficient path from anywhere inside it, with its result. Caught in [CoefficientPath] only. It has no
/// stack trace.
final class JpegAbort extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient PathResult result;

    private JpegAbort(PathResult result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    static JpegAbort declined(CodecPath reason) {
        return new JpegAbort(new PathResult.Declined(reason));
    }

    /// For what libjpeg reads silently or with a warning, and this path does not: libvips decides.
    static JpegAbort damaged() {
        return declined(CodecPath.DAMAGED);
    }

    /// For what libjpeg refuses, too.
    static JpegAbort corrupt(String message) {
        return refused(Reason.CORRUPT_IMAGE, "the image is damaged or incomplete: " + message);
    }

    static JpegAbort timedOut(ImageLimits limits) {
        return refused(Reason.TIMED_OUT, limits.timeoutMessage());
    }

    private static JpegAbort refused(Reason reason, String message) {
        return new JpegAbort(new PathResult.Refused(new Recompressed.Refused(reason, message)));
    }

    PathResult result() {
        return result;
    }
}
