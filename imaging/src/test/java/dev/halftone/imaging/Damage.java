package dev.halftone.imaging;

import java.util.Arrays;

/// What happens to files on their way.
final class Damage {
    private Damage() {}

    static ImageBytes half(ImageBytes whole) {
        return cut(whole, whole.size() / 2);
    }

    /// The first bytes only.
    static ImageBytes cut(ImageBytes whole, int size) {
        return new ImageBytes(Arrays.copyOf(whole.array(), size));
    }
}
