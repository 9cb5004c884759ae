package dev.halftone.imaging.jpeg;

import java.util.Optional;

/// How an image lies in its file, by EXIF's numbers 1 to 8. To make it upright, transpose it (swap rows and columns),
/// then mirror it.
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_LEFT(true, true, false),
    TRANSVERSED(true, true, true),
    TURNED_RIGHT(true, false, true);

    private final boolean transposed;
    private final boolean mirroredHorizontally;
    private final boolean mirroredVertically;

    Orientation(boolean transposed, boolean mirroredHorizontally, boolean mirroredVertically) {
        this.transposed = transposed;
        this.mirroredHorizontally = mirroredHorizontally;
        this.mirroredVertically = mirroredVertically;
    }

    /// The orientation with EXIF's number, 1 to 8.
    static Optional<Orientation> of(int number) {
        return number >= 1 && number <= 8 ? Optional.of(values()[number - 1]) : Optional.empty();
    }

    boolean transposed() {
        return transposed;
    }

    boolean mirroredHorizontally() {
        return mirroredHorizontally;
    }

    boolean mirroredVertically() {
        return mirroredVertically;
    }
}
