package dev.halftone.imaging.jpeg;

/// Leaves the path from wherever it is found that there is nothing to go on with. Caught in [CoefficientPath] only.
final class Ending extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Requantised result;

    private Ending(Requantised result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    static Ending declined(Requantised.Reason reason) {
        return new Ending(new Requantised.Declined(reason));
    }

    static Ending corrupt(String message) {
        return new Ending(new Requantised.Corrupt(message));
    }

    static Ending tooManyPixels() {
        return new Ending(new Requantised.TooManyPixels());
    }

    static Ending timedOut() {
        return new Ending(new Requantised.TimedOut());
    }

    Requantised result() {
        return result;
    }
}
