package dev.halftone.imaging.color;

import java.util.Optional;

/// How much light a number stands for.
sealed interface TransferFunction permits TransferFunction.Srgb, TransferFunction.Power, TransferFunction.HdrTransfer {
    /// IEC 61966-2-1.
    record Srgb() implements TransferFunction {}

    /// The number, 0 to 1, to the power of the exponent.
    record Power(double exponent) implements TransferFunction {}

    /// The transfer function with this number (ITU-T H.273 table 3). Empty if it is unspecified, reserved or
    /// not in use. Camera curves of television are decoded as television sets do it, which is not the exact
    /// inverse (ITU-R BT.1886).
    static Optional<TransferFunction> ofCicp(int transfer) {
        return switch (transfer) {
            case 1, 6, 11, 14, 15 -> Optional.of(new Power(2.4));
            case 4 -> Optional.of(new Power(2.2));
            case 5 -> Optional.of(new Power(2.8));
            case 8 -> Optional.of(new Power(1));
            case 13 -> Optional.of(new Srgb());
            case 16 -> Optional.of(HdrTransfer.PQ);
            case 18 -> Optional.of(HdrTransfer.HLG);
            default -> Optional.empty();
        };
    }

    /// Whether it is sRGB's, or the power that is written to mean sRGB.
    default boolean isSrgb() {
        return switch (this) {
            case Srgb() -> true;
            case Power(var exponent) -> Math.abs(exponent - 2.2) < 0.05;
            case HdrTransfer _ -> false;
        };
    }

    /// HDR: light far above paper white.
    enum HdrTransfer implements TransferFunction {
        /// Perceptual quantization (ITU-R BT.2100-2 table 4).
        PQ,
        /// Hybrid log-gamma (table 5).
        HLG;

        // Of paper white (ITU-R BT.2408), and of the light that is shown as white: in candela per square meter.
        private static final double REFERENCE_WHITE = 203;
        private static final double PEAK = 1000;
        // The output for paper white.
        private static final double PAPER_WHITE = 0.5;
        // How far the curve goes on straight before it bends.
        private static final double KNEE = 0.65;

        /// The light of a number, 0 to 1, on a display with nothing brighter than white.
        double toLinear(double number) {
            return toneMap(luminance(number) / REFERENCE_WHITE, PEAK / REFERENCE_WHITE);
        }

        private double luminance(double number) {
            return switch (this) {
                case PQ -> 10_000 * pqEotf(number);
                case HLG -> PEAK * Math.pow(hlgInverseOetf(number), 1.2);
            };
        }

        private static double pqEotf(double number) {
            var root = Math.pow(number, 32 / 2523.0);
            var light = Math.max(root - 107 / 128.0, 0) / (2413 / 128.0 - 2392 / 128.0 * root);
            return Math.pow(light, 8192 / 1305.0);
        }

        private static double hlgInverseOetf(double number) {
            return number <= 0.5
                    ? number * number / 3
                    : (Math.exp((number - 0.55991073) / 0.17883277) + 0.28466892) / 12;
        }

        // Tone-maps light above white as Chromium 156 does for an SDR display: half of all light up to paper
        // white, and above it less and less. Chromium maps 1.02, 2.24 and 4.93 times paper white to 0.51, 0.78
        // and 1.00.
        //
        // @param light as a multiple of paper white
        // @param brightest what becomes 1
        private static double toneMap(double light, double brightest) {
            if (light <= 1) return PAPER_WHITE * light;
            if (light >= brightest) return 1;
            // A quadratic Bézier curve from (1, PAPER_WHITE) over its middle point to (brightest, 1).
            var middle = 1 + KNEE * (1 / PAPER_WHITE - 1);
            var at = bezierParameter(light, middle, brightest);
            return PAPER_WHITE + (1 - PAPER_WHITE) * (2 * at * (1 - at) * KNEE + at * at);
        }

        // Where on the curve, 0 to 1, the light is reached.
        private static double bezierParameter(double light, double middle, double brightest) {
            var bend = 1 - 2 * middle + brightest;
            var slope = middle - 1;
            return (Math.sqrt(slope * slope + bend * (light - 1)) - slope) / bend;
        }
    }
}
