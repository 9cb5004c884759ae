package dev.halftone.imaging.colour;

/// Light far beyond the white of a page.
enum HighRange implements Curve {
    /// Perceptual quantisation (ITU-R BT.2100-2 table 4).
    PQ,
    /// Hybrid log-gamma (table 5).
    HLG;

    // Of white paper (ITU-R BT.2408), and of what is shown as white: in candela per square metre.
    private static final double PAPER = 203;
    private static final double BRIGHTEST = 1000;

    /// The light of a number, 0 to 1, on a display that has nothing brighter than white.
    double light(double number) {
        return Shoulder.lowered(candelas(number) / PAPER, BRIGHTEST / PAPER);
    }

    private double candelas(double number) {
        return switch (this) {
            case PQ -> 10_000 * perceptual(number);
            case HLG -> BRIGHTEST * Math.pow(scene(number), 1.2);
        };
    }

    private static double perceptual(double number) {
        var root = Math.pow(number, 32 / 2523.0);
        var light = Math.max(root - 107 / 128.0, 0) / (2413 / 128.0 - 2392 / 128.0 * root);
        return Math.pow(light, 8192 / 1305.0);
    }

    private static double scene(double number) {
        return number <= 0.5 ? number * number / 3 : (Math.exp((number - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    }
}
