package dev.halftone.imaging.vips;

/// The time one image may take was over before the work was.
public final class TimeUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeUp() {
        super("the time for this image is up");
    }
}
