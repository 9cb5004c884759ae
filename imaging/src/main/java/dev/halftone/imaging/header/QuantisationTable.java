package dev.halftone.imaging.header;

import java.util.List;

/// 64 quantisation steps, in rows.
public record QuantisationTable(List<Integer> steps) {
    // ITU-T T.81 table K.1.
    private static final List<Integer> LUMINANCE = List.of(
            16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
            29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
            121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99);

    // Table K.2.
    private static final List<Integer> CHROMINANCE = List.of(
            17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99,
            99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99, 99, 99);

    /// The luminance table of a quality on the Independent JPEG Group's scale, on which 50 is table K.1 itself.
    public static QuantisationTable luminance(int quality) {
        return scaled(LUMINANCE, quality);
    }

    /// The chrominance table of a quality; 50 is table K.2.
    public static QuantisationTable chrominance(int quality) {
        return scaled(CHROMINANCE, quality);
    }

    private static QuantisationTable scaled(List<Integer> steps, int quality) {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return new QuantisationTable(steps.stream()
                .map(step -> Math.clamp((step * percent + 50) / 100, 1, 255))
                .toList());
    }

    int coarseness() {
        return steps.stream().mapToInt(Integer::intValue).sum();
    }
}
