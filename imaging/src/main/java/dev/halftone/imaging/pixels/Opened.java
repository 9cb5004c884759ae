package dev.halftone.imaging.pixels;

import dev.halftone.imaging.vips.Picture;

/// A source whose header is read and whose pixels are still to be made.
///
/// @param picture its first frame
/// @param frames 1, or more of a GIF or WebP that moves
record Opened(Picture picture, int frames) {
    // EXIF's number for a picture that lies as it is to be seen; 2 to 8 are flipped or turned.
    private static final int UPRIGHT = 1;
    private static final int FIRST_TURNED = 5;

    static Opened still(Picture picture) {
        return new Opened(picture, 1);
    }

    int width() {
        return picture.width();
    }

    int height() {
        return picture.height();
    }

    boolean isUpright() {
        return orientation() == UPRIGHT;
    }

    int uprightWidth() {
        return orientation() < FIRST_TURNED ? width() : height();
    }

    int uprightHeight() {
        return orientation() < FIRST_TURNED ? height() : width();
    }

    // An animation has its frames one below the other and cannot be turned; nobody writes one lying.
    private int orientation() {
        var told = picture.number("orientation").orElse(UPRIGHT);
        return frames == 1 && told > UPRIGHT && told <= 8 ? told : UPRIGHT;
    }
}
