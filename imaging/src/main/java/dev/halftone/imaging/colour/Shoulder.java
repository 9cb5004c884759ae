package dev.halftone.imaging.colour;

/// Brings light beyond white down to white, as Chromium 156 does for an ordinary display: half of all light as far as
/// white paper, then ever less of it. Measured there, of 1.02, 2.24 and 4.93 times paper's light 0.51, 0.78 and 1.00.
final class Shoulder {
    private static final double PAPER = 0.5;
    // How far the shoulder goes on straight before it bends.
    private static final double STRAIGHT = 0.65;

    private Shoulder() {}

    /// The light, white being 1, of so many times the light of white paper.
    ///
    /// @param brightest what becomes white
    static double lowered(double light, double brightest) {
        if (light <= 1) return PAPER * light;
        if (light >= brightest) return 1;
        // A quadratic Bézier curve from (1, PAPER) over its middle point to (brightest, 1).
        var middle = 1 + STRAIGHT * (1 / PAPER - 1);
        var at = at(light, middle, brightest);
        return PAPER + (1 - PAPER) * (2 * at * (1 - at) * STRAIGHT + at * at);
    }

    // Where on the curve, 0 to 1, the light is met.
    private static double at(double light, double middle, double brightest) {
        var bend = 1 - 2 * middle + brightest;
        var slope = middle - 1;
        return (Math.sqrt(slope * slope + bend * (light - 1)) - slope) / bend;
    }
}
