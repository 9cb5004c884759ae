package dev.halftone.imaging.jpeg;

/// Makes what is coded of a component's coefficients, re-quantised.
final class Coder {
    // 8 bits a sample make DC of at most 1024 at a step of 1, and baseline has no code for a larger difference.
    private static final int LARGEST_DC = 1023;

    final Requantiser requantiser;
    final int acZero;
    private final int dcZero;
    private int prediction;

    /// @param destination where the Huffman tables that code it are kept
    Coder(Requantiser requantiser, int destination) {
        this.requantiser = requantiser;
        this.dcZero = Coefficients.dc(destination);
        this.acZero = Coefficients.ac(destination);
    }

    /// The entry of a DC coefficient: its difference from the one before (T.81 F.1.1.5.1).
    int dc(int coefficient) {
        var dc = Math.clamp(requantiser.requantised(coefficient, 0), -LARGEST_DC, LARGEST_DC);
        var difference = dc - prediction;
        prediction = dc;
        return dcZero + difference;
    }

    /// A block with all its coefficients.
    void block(Blocks blocks, int block, Coefficients out) {
        var ac = blocks.ac;
        var multipliers = requantiser.multipliers;
        var first = block * Blocks.SIZE;
        var entries = out.entries;
        var size = out.size;
        entries[size++] = dc(blocks.dc[block]);
        for (var left = blocks.nonzero[block]; left != 0; left &= left - 1) {
            var k = Long.numberOfTrailingZeros(left);
            var coefficient = Requantiser.scaled(ac[first + k], multipliers[k]);
            entries[size] = acZero + (k << Coefficients.INDEX) + coefficient;
            size += (coefficient | -coefficient) >>> 31;
        }
        out.size = size;
        end(out);
    }

    /// A block that only fills an MCU: as cheap as can be, and never seen (A.2.4).
    void filling(Coefficients out) {
        out.entries[out.size++] = dcZero;
        end(out);
    }

    /// What follows the last coefficient of a block.
    void end(Coefficients out) {
        var last = out.entries[out.size - 1] >>> Coefficients.INDEX;
        if (last < 63) out.entries[out.size++] = acZero + ((last + 1) << Coefficients.INDEX);
    }
}
