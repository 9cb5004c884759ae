package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.header.QuantisationTable;
import java.util.Arrays;

/// 64 quantisation steps Q in zigzag order (T.81 B.2.4.1).
final class QuantisationSteps {
    private static final int COEFFICIENTS = 64;

    private final int[] steps;

    private QuantisationSteps(int[] steps) {
        this.steps = steps;
    }

    /// Those that stand in a DQT segment.
    ///
    /// @param bytes 1 or 2, how many each step has
    static QuantisationSteps at(Segment segment, int at, int bytes) {
        var steps = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) steps[k] = bytes == 1 ? segment.u8(at + k) : segment.u16(at + 2 * k);
        return new QuantisationSteps(steps);
    }

    static QuantisationSteps of(QuantisationTable table) {
        var steps = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) steps[k] = table.steps().get(Zigzag.place(k));
        return new QuantisationSteps(steps);
    }

    /// The coarser of both, step by step.
    QuantisationSteps notFinerThan(QuantisationSteps other) {
        var coarser = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) coarser[k] = Math.max(steps[k], other.steps[k]);
        return new QuantisationSteps(coarser);
    }

    QuantisationSteps transposed() {
        var transposed = new int[COEFFICIENTS];
        for (var k = 0; k < COEFFICIENTS; k++) transposed[Zigzag.transposed(k)] = steps[k];
        return new QuantisationSteps(transposed);
    }

    int step(int k) {
        return steps[k];
    }

    /// Whether all fit in a byte, as baseline asks.
    boolean areShort() {
        return Arrays.stream(steps).allMatch(step -> step <= 255);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantisationSteps that && Arrays.equals(steps, that.steps);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(steps);
    }
}
