package dev.halftone.imaging.color;

import java.util.Optional;
import java.util.stream.Stream;

/// The red, green, blue and white of a color space (CIE 1931).
record Chromaticities(Point red, Point green, Point blue, Point white) {
    private static final Point D65 = new Point(0.3127, 0.3290);
    private static final Point C = new Point(0.310, 0.316);

    static final Chromaticities SRGB = of(0.640, 0.330, 0.300, 0.600, 0.150, 0.060, D65);

    // Programs round the numbers, and some use another D65.
    private static final double TOLERANCE = 0.002;

    record Point(double x, double y) {
        private boolean isNear(Point other) {
            return Math.abs(x - other.x) < TOLERANCE && Math.abs(y - other.y) < TOLERANCE;
        }

        /// Its XYZ where Y is 1.
        private Matrix3.Vector3 xyz() {
            return new Matrix3.Vector3(x / y, 1, (1 - x - y) / y);
        }
    }

    private static Chromaticities of(
            double redX, double redY, double greenX, double greenY, double blueX, double blueY, Point white) {
        return new Chromaticities(new Point(redX, redY), new Point(greenX, greenY), new Point(blueX, blueY), white);
    }

    /// The primaries with this number (ITU-T H.273 table 2). Empty if it is unspecified, reserved or not in
    /// use.
    static Optional<Chromaticities> ofCicp(int primaries) {
        return switch (primaries) {
            case 1 -> Optional.of(SRGB);
            case 4 -> Optional.of(of(0.67, 0.33, 0.21, 0.71, 0.14, 0.08, C));
            case 5 -> Optional.of(of(0.64, 0.33, 0.29, 0.60, 0.15, 0.06, D65));
            case 6, 7 -> Optional.of(of(0.630, 0.340, 0.310, 0.595, 0.155, 0.070, D65));
            case 9 -> Optional.of(of(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, D65));
            case 11 -> Optional.of(of(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, new Point(0.314, 0.351)));
            case 12 -> Optional.of(of(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, D65));
            case 22 -> Optional.of(of(0.630, 0.340, 0.295, 0.605, 0.155, 0.077, D65));
            default -> Optional.empty();
        };
    }

    boolean isSrgb() {
        return red.isNear(SRGB.red) && green.isNear(SRGB.green) && blue.isNear(SRGB.blue) && white.isNear(SRGB.white);
    }

    /// Whether these can mix any light at all. Untrusted numbers need not.
    boolean isPlausible() {
        return Stream.of(red, green, blue, white).allMatch(point -> point.y > 0.01)
                && Math.abs(unscaled().determinant()) > 0.01
                && toXyz().isWithin(2);
    }

    /// Converts linear RGB to XYZ under the ICC's white, D50. Its columns are the three colorants.
    Matrix3 toXyz() {
        return adaptation().times(scaled());
    }

    /// Converts XYZ under this white to XYZ under D50 (ICC.1:2022 annex E, by Bradford).
    Matrix3 adaptation() {
        return Matrix3.adaptation(white.xyz(), Matrix3.Vector3.D50);
    }

    // Red, green and blue in the proportions that make white.
    private Matrix3 scaled() {
        var parts = unscaled().inverse().times(white.xyz());
        return new Matrix3(
                red.xyz().times(parts.x()),
                green.xyz().times(parts.y()),
                blue.xyz().times(parts.z()));
    }

    private Matrix3 unscaled() {
        return new Matrix3(red.xyz(), green.xyz(), blue.xyz());
    }
}
