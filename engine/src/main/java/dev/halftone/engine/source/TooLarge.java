package dev.halftone.engine.source;

import java.io.IOException;

/// A body of more bytes than an image may have.
final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(int limit) {
        super("the image is larger than " + limit + " bytes");
    }
}
