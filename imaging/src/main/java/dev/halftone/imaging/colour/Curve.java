package dev.halftone.imaging.colour;

import java.util.Optional;

/// How much light a number stands for.
sealed interface Curve permits Curve.Srgb, Curve.Power, HighRange {
    /// IEC 61966-2-1.
    record Srgb() implements Curve {}

    /// The number, 0 to 1, to the power of the exponent.
    record Power(double exponent) implements Curve {}

    /// Those with a number (ITU-T H.273 table 3), or empty for what is unspecified, reserved, or in use by nobody. What
    /// cameras for television do is undone as television sets do it, which is no exact inverse (ITU-R BT.1886).
    static Optional<Curve> numbered(int transfer) {
        return switch (transfer) {
            case 1, 6, 11, 14, 15 -> Optional.of(new Power(2.4));
            case 4 -> Optional.of(new Power(2.2));
            case 5 -> Optional.of(new Power(2.8));
            case 8 -> Optional.of(new Power(1));
            case 13 -> Optional.of(new Srgb());
            case 16 -> Optional.of(HighRange.PQ);
            case 18 -> Optional.of(HighRange.HLG);
            default -> Optional.empty();
        };
    }

    /// Whether it is sRGB's, or the power that is written where sRGB is meant.
    default boolean isSrgb() {
        return switch (this) {
            case Srgb() -> true;
            case Power(var exponent) -> Math.abs(exponent - 2.2) < 0.05;
            case HighRange _ -> false;
        };
    }
}
