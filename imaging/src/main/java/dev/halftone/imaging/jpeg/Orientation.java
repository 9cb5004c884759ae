package dev.halftone.imaging.jpeg;

import java.util.Optional;

/// How a picture lies in its file, by EXIF's numbers 1 to 8, and what makes it stand upright: to transpose it (rows
/// become columns), and then to mirror it.
///
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

    Orientation(boolean transposed, boolean mirroredAcross, boolean mirroredDown) {
        this.transposed = transposed;
        this.mirroredHorizontally = mirroredAcross;
        this.mirroredVertically = mirroredDown;
    }

    /// By EXIF's number, 1 to 8.
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
