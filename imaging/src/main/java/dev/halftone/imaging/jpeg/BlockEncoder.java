package dev.halftone.imaging.jpeg;

/// Requantizes a component's coefficients and prepares them for coding.
final class BlockEncoder {
    // 8-bit samples give DC of at most 1024 at a step of 1, and baseline has no code for a larger difference.
    private static final int MAX_DC = 1023;

    final Requantizer requantizer;
    final int acZero;
    private final int dcZero;
    private int prediction;

    /// @param destination the destination of the component's Huffman tables
    BlockEncoder(Requantizer requantizer, int destination) {
        this.requantizer = requantizer;
        this.dcZero = McuRowCoefficients.dc(destination);
        this.acZero = McuRowCoefficients.ac(destination);
    }

    /// The entry of a DC coefficient: its difference from the one before (T.81 F.1.1.5.1).
    int encodeDc(int coefficient) {
        var dc = Math.clamp(requantizer.requantize(coefficient, 0), -MAX_DC, MAX_DC);
        var difference = dc - prediction;
        prediction = dc;
        return dcZero + difference;
    }

    /// Encodes a block with all its coefficients.
    void encode(CoefficientBlocks coefficientBlocks, int block, McuRowCoefficients out) {
        var ac = coefficientBlocks.ac;
        var multipliers = requantizer.multipliers;
        var first = block * CoefficientBlocks.SIZE;
        var entries = out.entries;
        var size = out.size;
        entries[size++] = encodeDc(coefficientBlocks.dc[block]);
        for (var left = coefficientBlocks.nonzero[block]; left != 0; left &= left - 1) {
            var k = Long.numberOfTrailingZeros(left);
            var coefficient = Requantizer.scale(ac[first + k], multipliers[k]);
            entries[size] = acZero + (k << McuRowCoefficients.INDEX) + coefficient;
            size += (coefficient | -coefficient) >>> 31;
        }
        out.size = size;
        endBlock(out);
    }

    /// Encodes a block that only pads an MCU: as cheaply as possible, because it is never shown (A.2.4).
    void encodePadding(McuRowCoefficients out) {
        out.entries[out.size++] = dcZero;
        endBlock(out);
    }

    /// Adds the end of a block after its last coefficient.
    void endBlock(McuRowCoefficients out) {
        var last = out.entries[out.size - 1] >>> McuRowCoefficients.INDEX;
        if (last < 63) out.entries[out.size++] = acZero + ((last + 1) << McuRowCoefficients.INDEX);
    }
}
