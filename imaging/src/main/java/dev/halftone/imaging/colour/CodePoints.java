package dev.halftone.imaging.colour;

import java.util.Optional;

/// Coding-independent code points (ITU-T H.273, ISO/IEC 23091-2).
final class CodePoints {
    private CodePoints() {}

    /// Empty where either number says nothing: browsers ignore what is said by halves.
    static Optional<Colours> colours(int primaries, int transfer) {
        return Chromaticities.numbered(primaries)
                .flatMap(colours -> Curve.numbered(transfer).map(curve -> new Colours(colours, curve)));
    }
}
