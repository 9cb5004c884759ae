package dev.halftone.imaging.vips;

/// libvips refused to do something; the message is in its own words.
public final class VipsError extends RuntimeException {
    private static final long serialVersionUID = 1;

    VipsError(String words) {
        super(words);
    }
}
