package dev.halftone.imaging.vips;

/// This libvips was built without the codec that is needed. The packed one has all of them.
public final class NoSuchOperation extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchOperation(VipsError cause) {
        super("the libvips of this machine was built without this format: " + cause.getMessage(), cause);
    }
}
