package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.header.JpegHeader;
import java.util.Arrays;

/// 64 quantization steps Q in zigzag order (T.81 B.2.4.1).
final class QuantizationTable {
    private static final int COEFFICIENTS = 64;

    private final int[] steps;

    private QuantizationTable(int[] steps) {
        this.steps = steps;
    }

    /// Reads the table at an offset of a DQT segment.
    ///
    /// @param bytes the size of a step, 1 or 2
    static QuantizationTable parse(MarkerSegment markerSegment, int at, int bytes) {
        var steps = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++)
            steps[k] = bytes == 1 ? markerSegment.u8(at + k) : markerSegment.u16(at + 2 * k);
        return new QuantizationTable(steps);
    }

    static QuantizationTable of(JpegHeader.AnnexKTable table) {
        var steps = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) steps[k] = table.steps().get(CoefficientBlocks.Zigzag.toNatural(k));
        return new QuantizationTable(steps);
    }

    /// The coarser of both, step by step.
    QuantizationTable max(QuantizationTable other) {
        var coarser = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) coarser[k] = Math.max(steps[k], other.steps[k]);
        return new QuantizationTable(coarser);
    }

    QuantizationTable transposed() {
        var transposed = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) transposed[CoefficientBlocks.Zigzag.transposed(k)] = steps[k];
        return new QuantizationTable(transposed);
    }

    int step(int k) {
        return steps[k];
    }

    /// Whether all steps fit in a byte, as baseline requires.
    boolean isEightBit() {
        return Arrays.stream(steps).allMatch(step -> step <= 255);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantizationTable that && Arrays.equals(steps, that.steps);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(steps);
    }
}
