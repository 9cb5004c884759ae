package dev.halftone.imaging.jpeg;

/// Leaves the path from wherever it is found that there is nothing to go on with. Caught in [CoefficientPath] only.
final class JpegAbort extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TranscodeResult result;

    private JpegAbort(TranscodeResult result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    static JpegAbort declined(TranscodeResult.DeclineReason declineReason) {
        return new JpegAbort(new TranscodeResult.Declined(declineReason));
    }

    static JpegAbort corrupt(String message) {
        return new JpegAbort(new TranscodeResult.Corrupt(message));
    }

    static JpegAbort tooManyPixels() {
        return new JpegAbort(new TranscodeResult.TooManyPixels());
    }

    static JpegAbort timedOut() {
        return new JpegAbort(new TranscodeResult.TimedOut());
    }

    TranscodeResult result() {
        return result;
    }
}
